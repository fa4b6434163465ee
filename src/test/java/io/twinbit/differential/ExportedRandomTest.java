package io.twinbit.differential;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.firmware.HostCompiler;
import io.twinbit.nn.emit.KnownAnswers;
import io.twinbit.nn.engine.InferenceException;
import io.twinbit.nn.lower.Lowering;
import io.twinbit.nn.lower.Program;
import io.twinbit.nn.lower.UnsupportedModelException;
import io.twinbit.testing.ProofForm;
import io.twinbit.testing.Profiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random networks of all operators: the exported C, compiled for the host, gives the engine's bits in every layer.
 * {@code -Dtwinbit.random.seed=S} takes others, {@code -Dtwinbit.random.networks=N} that many.
 */
class ExportedRandomTest {
    private static final long SEED = Long.getLong("twinbit.random.seed", 1);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void everyLayerOfRandomNetworksIsEqual() throws IOException, InterruptedException {
        HostCompiler compiler = new HostCompiler(
                folder, "-O1", "-DNET_CHECK_LAYERS", "-fsanitize=undefined,address", "-fno-sanitize-recover=all");
        RandomNetworks networks = new RandomNetworks(SEED);
        int count = Integer.getInteger("twinbit.random.networks", ProofForm.count(16, 300, 3_000));
        int compared = 0;
        for (int i = 0; i < count; i++) {
            Experiment experiment = networks.network(i);
            Program program = lowered(experiment);
            KnownAnswers answers = program == null ? null : answers(program, experiment);
            if (program != null && answers != null) {
                check(experiment, compiler.build(program, answers));
                compared++;
            }
        }
        System.out.println("exported C: " + compared + " of " + count + " random networks equal in every layer, the others"
                + " are refused");
        assertTrue(compared > count / 2, compared + " compared");
    }

    private static void check(Experiment experiment, Path executable) throws IOException, InterruptedException {
        try {
            HostCompiler.run(List.of(executable.toString()), 0);
        } catch (AssertionError e) {
            throw new AssertionError(experiment.name() + " of seed " + SEED + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable Program lowered(Experiment experiment) {
        try {
            return Lowering.lower(experiment.graph(), Profiles.reference());
        } catch (UnsupportedModelException e) {
            return null;
        }
    }

    private static @Nullable KnownAnswers answers(Program program, Experiment experiment) {
        try {
            return KnownAnswers.of(program, invocations(experiment));
        } catch (InferenceException e) {
            return null; // an index that is out of its tensor
        }
    }

    private static List<List<byte[]>> invocations(Experiment experiment) {
        List<List<byte[]>> invocations = new ArrayList<>();
        for (int n = 0; n < experiment.invocations(); n++) {
            int number = n;
            invocations.add(experiment.inputs().stream()
                    .map(all -> {
                        int bytes = all.length / experiment.invocations();
                        return Arrays.copyOfRange(all, number * bytes, (number + 1) * bytes);
                    })
                    .toList());
        }
        return invocations;
    }
}
