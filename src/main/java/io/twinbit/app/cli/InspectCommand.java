package io.twinbit.app.cli;

import io.twinbit.app.cli.NetworkReport.Operator;
import io.twinbit.app.cli.NetworkReport.QuirkLine;
import io.twinbit.app.cli.NetworkReport.Tensor;
import io.twinbit.app.config.ModelFile;
import io.twinbit.nn.device.DeviceProfile;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.lower.Arena;
import io.twinbit.nn.lower.Lowering;
import io.twinbit.nn.lower.Program;
import io.twinbit.nn.lower.UnsupportedModelException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a network is, what it takes, and what the profile cannot run of it. */
@Command(
        name = "inspect",
        description = {
            "Show a network: operators, tensors, quantization, arena, flash, arithmetic_id.",
            "What the profile cannot run is listed too; then the exit status is 65."
        },
        footer = {"", "Example:", "  twinbit inspect model.tflite --profile x-cube-ai"})
final class InspectCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets this and all below
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ProfileOption profile;

    @Parameters(paramLabel = "MODEL", description = "The network, a .tflite file.")
    @SuppressWarnings("NullAway.Init")
    private Path model;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        DeviceProfile arithmetic = profile.profile();
        Graph graph = ModelFile.read(model);
        try {
            Program program = Lowering.lower(graph, arithmetic);
            print(NetworkReport.of(model, arithmetic, graph, program), program.arena());
        } catch (UnsupportedModelException e) {
            print(NetworkReport.of(model, arithmetic, graph, e), null);
            throw new Failure(ExitCode.DATA, model + ": profile " + arithmetic.name() + " cannot run it:\n"
                    + String.join("\n", e.reasons()));
        }
        return ExitCode.DONE.status();
    }

    private void print(NetworkReport report, @Nullable Arena arena) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonOutput.print(spec, report);
        } else {
            table(report, out);
            if (arena != null) {
                picture(arena, report.operators().size(), out);
            }
            report.tooLarge().forEach(shortfall -> out.println("too large      " + shortfall));
        }
        out.flush();
    }

    private static void table(NetworkReport report, PrintWriter out) {
        out.println(report.model());
        tensors("input", report.inputs(), out);
        tensors("output", report.outputs(), out);
        out.println();
        out.printf("%3s  %-20s %-16s %-16s %-16s %s%n", "#", "operator", "input", "output", "weights", "options");
        for (Operator operator : report.operators()) {
            out.printf("%3d  %-20s %-16s %-16s %-16s %s%n", operator.index(), operator.operator(),
                    first(operator.inputs()), first(operator.outputs()), shape(operator.weights()),
                    operator.folded() ? "folded before the first inference" : operator.options());
        }
        out.println();
        out.println("profile        " + report.profile());
        for (QuirkLine quirk : report.quirks()) {
            out.println("quirk          " + quirk.quirk() + " (" + quirk.standing() + "): " + quirk.sentence());
        }
        totals(report, out);
    }

    private static void totals(NetworkReport report, PrintWriter out) {
        if (report.arithmeticId() == null) {
            out.println("cannot run     " + report.unsupported().size() + " of it, listed below");
            return;
        }
        out.println("arithmetic_id  " + report.arithmeticId());
        out.println("arena          " + report.arenaBytes() + " bytes, the most of it at operator " + report.arenaPeakOperator()
                + " (no plan takes less than " + report.arenaLowerBoundBytes() + ")");
        out.println("weights        " + report.weightsBytes() + " bytes");
        out.println("work           " + report.macs() + " multiply-accumulates an inference");
    }

    private static void picture(Arena arena, int operators, PrintWriter out) {
        out.println();
        out.println("The arena, bytes upwards, operators 0 to " + (operators - 1) + " to the right; a letter is a buffer:");
        ArenaPicture.of(arena, operators).forEach(out::println);
    }

    private static void tensors(String role, List<Tensor> tensors, PrintWriter out) {
        for (Tensor tensor : tensors) {
            String quantization = tensor.scales().size() == 1
                    ? " scale " + tensor.scales().getFirst() + " zero point " + tensor.zeroPoints().getFirst()
                    : "";
            out.println(role + "  " + tensor.name() + " " + tensor.type() + " " + shape(tensor) + quantization);
        }
    }

    private static String first(List<Tensor> tensors) {
        return shape(tensors.isEmpty() ? null : tensors.getFirst());
    }

    private static String shape(@Nullable Tensor tensor) {
        return tensor == null ? "-" : String.join("x", tensor.shape().stream().map(String::valueOf).toList());
    }
}
