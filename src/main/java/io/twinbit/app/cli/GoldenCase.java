package io.twinbit.app.cli;

import io.twinbit.app.config.ModelFile;
import io.twinbit.nn.device.Derivation;
import io.twinbit.nn.device.DeviceProfile;
import io.twinbit.nn.lower.Lowering;
import io.twinbit.nn.lower.Program;
import io.twinbit.nn.lower.UnsupportedModelException;
import io.twinbit.nn.model.MalformedModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A folder with a network, inputs, and the outputs that somebody else's kernels gave: {@code model.tflite},
 * {@code input-0.bin} …, {@code output-0.bin} … and {@code ORIGIN.txt}. {@code older-output-N.bin}, where there is one,
 * is what kernels before 2026-10 gave.
 */
public record GoldenCase(Path folder) {
    private static final String MODEL = "model.tflite";

    /** The case that {@code folder} is, or those of the set that it is, by name; none if it is neither. */
    public static List<GoldenCase> in(Path folder) throws IOException {
        if (isCase(folder)) {
            return List.of(new GoldenCase(folder));
        }
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(GoldenCase::isCase).sorted().map(GoldenCase::new).toList();
        }
    }

    private static boolean isCase(Path folder) {
        return Files.exists(folder.resolve(MODEL));
    }

    public String name() {
        return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    }

    /** Runs the network and compares every byte of every output. */
    public CaseResult run(DeviceProfile profile) throws IOException {
        try {
            Program program = Lowering.lower(ModelFile.read(folder.resolve(MODEL)), profile);
            return compare(program, profile);
        } catch (UnsupportedModelException e) {
            return CaseResult.skipped(name(), String.join("; ", e.reasons()));
        } catch (MalformedModelException | Failure e) {
            return CaseResult.failed(name(), String.valueOf(e.getMessage()));
        }
    }

    private CaseResult compare(Program program, DeviceProfile profile) throws IOException {
        List<RawTensorFile> given =
                RawInference.open(files("input-", program.inputs().size()), RawInference.specs(program.inputs()));
        List<RawTensorFile> expected = RawInference.open(
                outputs(program.outputs().size(), profile), RawInference.specs(program.outputs()));
        RawInference.agreed(Stream.concat(given.stream(), expected.stream()).toList());
        RawInference inference = new RawInference(program, given);
        for (long invocation = 0; invocation < inference.invocations(); invocation++) {
            long current = invocation;
            List<byte[]> wanted = expected.stream().map(file -> file.read(current)).toList();
            Optional<CaseResult.Difference> difference =
                    CaseResult.Difference.first(program.outputs(), invocation, wanted, inference.run(invocation));
            if (difference.isPresent()) {
                return CaseResult.differs(name(), difference.get());
            }
        }
        return CaseResult.passed(name());
    }

    private List<Path> outputs(int count, DeviceProfile profile) {
        List<Path> older = files("older-output-", count);
        boolean isOlder = profile.arithmetic().derivation() == Derivation.BEFORE_2026_10;
        return isOlder && older.stream().allMatch(Files::exists) ? older : files("output-", count);
    }

    private List<Path> files(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> folder.resolve(prefix + i + ".bin")).toList();
    }
}
