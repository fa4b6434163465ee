package io.twinbit.app.cli;

import io.twinbit.app.cli.CaseResult.Difference;
import io.twinbit.app.cli.CaseResult.Status;
import io.twinbit.nn.device.DeviceProfile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares golden cases bit for bit. */
@Command(
        name = "verify",
        description = {
            "Run golden cases and compare every byte of their outputs.",
            "A case is a folder with model.tflite, input-0.bin …, output-0.bin …; a folder of such folders is a set.",
            "A case whose operator or type is not supported is skipped, naming it. Exit status 1 if a case differs."
        },
        footer = {"", "Example:", "  twinbit verify golden --profile tflm-reference"})
final class VerifyCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets this and all below
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ProfileOption profile;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private KernelsOption kernels;

    @Parameters(arity = "1..*", paramLabel = "CASES", description = "Cases or sets of cases.")
    @SuppressWarnings("NullAway.Init")
    private List<Path> folders;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    private record Answer(long passed, long failed, long skipped, List<Case> cases) {}

    private record Case(
            String name, String status, @Nullable Difference firstDifference, @Nullable String reason) {}

    @Override
    public Integer call() throws IOException {
        kernels.available();
        DeviceProfile arithmetic = profile.profile();
        List<CaseResult> results = new ArrayList<>();
        for (GoldenCase golden : cases()) {
            CaseResult result = golden.run(arithmetic);
            results.add(result);
            print(result);
        }
        summarize(results);
        return (count(results, Status.FAILED) == 0 ? ExitCode.DONE : ExitCode.DIFFERS).status();
    }

    private List<GoldenCase> cases() throws IOException {
        List<GoldenCase> cases = new ArrayList<>();
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw new Failure(ExitCode.FILE, folder + ": no such folder; a golden case or a set of them expected");
            }
            List<GoldenCase> found = GoldenCase.in(folder);
            if (found.isEmpty()) {
                throw new Failure(ExitCode.DATA, folder + ": no golden case: neither it nor a folder in it has a model.tflite");
            }
            cases.addAll(found);
        }
        return cases;
    }

    private void print(CaseResult result) {
        if (!json && result.status() != Status.PASSED) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(result.status().label() + " " + result.name() + ": " + result.detail());
            out.flush();
        }
    }

    private void summarize(List<CaseResult> results) {
        long passed = count(results, Status.PASSED);
        long failed = count(results, Status.FAILED);
        long skipped = count(results, Status.SKIPPED);
        if (json) {
            List<Case> cases = results.stream()
                    .map(r -> new Case(r.name(), r.status().label(), r.firstDifference(), r.reason()))
                    .toList();
            JsonOutput.print(spec, new Answer(passed, failed, skipped, cases));
        } else {
            spec.commandLine().getOut().println(passed + " passed, " + failed + " failed, " + skipped + " skipped");
        }
    }

    private static long count(List<CaseResult> results, Status status) {
        return results.stream().filter(result -> result.status() == status).count();
    }
}
