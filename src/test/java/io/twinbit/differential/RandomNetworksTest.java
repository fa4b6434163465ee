package io.twinbit.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.app.config.ModelFile;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.lower.Lowering;
import io.twinbit.nn.lower.Program;
import io.twinbit.nn.lower.UnsupportedModelException;
import io.twinbit.testing.OptionalTool;
import io.twinbit.testing.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random networks of all operators through the reference kernels and the engine: every byte equal, and what one side
 * refuses the other refuses too. {@code -Dtwinbit.random.networks=N} takes more than the ordinary number,
 * {@code -Dtwinbit.random.seed=S} others.
 */
class RandomNetworksTest {
    private static final int NETWORKS = Integer.getInteger("twinbit.random.networks", 210);
    private static final int SEED = Integer.getInteger("twinbit.random.seed", 1);

    /** Reasons to refuse what the kernels run: their C++ shifts by too many bits or converts a float beyond int32. */
    private static final List<String> UNDEFINED =
            List.of("needs a left shift of", "2^-28 to 2^34 expected", "too small for the activation's bound");

    @TempDir
    private Path models;

    @TempDir
    private Path folder;

    @Test
    void everyNetworkIsEqualOrRefusedByBoth() throws IOException, InterruptedException {
        generate();
        int compared = 0;
        try (ReferenceKernels reference = ReferenceKernels.start();
                Stream<Path> files = Files.list(models)) {
            for (Path model : files.sorted().toList()) {
                compared += compare(reference, model) ? 1 : 0;
            }
        }
        System.out.println(compared + " of " + NETWORKS + " random networks, " + Comparison.INVOCATIONS
                + " inputs each, equal to the reference kernels; the others refused");
        assertTrue(compared > NETWORKS * 9 / 10, "only " + compared + " of " + NETWORKS + " networks compared");
    }

    private void generate() throws IOException, InterruptedException {
        Process python = new ProcessBuilder(
                        OptionalTool.pythonWithTfliteMicro().toString(), "src/test/python/random_networks.py",
                        models.toString(), Integer.toString(SEED), Integer.toString(NETWORKS))
                .inheritIO()
                .start();
        assertEquals(0, python.waitFor(), "random_networks.py");
    }

    private boolean compare(ReferenceKernels reference, Path model) throws IOException {
        Graph graph = ModelFile.read(model);
        Comparison comparison = new Comparison(model, graph, folder);
        String answer = comparison.reference(reference);
        Optional<Program> program = lower(model, graph, answer);
        if (program.isPresent()) {
            assertEquals("ok", answer, model + " by the reference kernels");
            comparison.assertEqual(program.get());
        }
        return program.isPresent();
    }

    private static Optional<Program> lower(Path model, Graph graph, String answer) {
        try {
            return Optional.of(Lowering.lower(graph, Profiles.reference()));
        } catch (UnsupportedModelException e) {
            assertTrue(
                    !answer.equals("ok")
                            || e.reasons().stream().allMatch(reason -> UNDEFINED.stream().anyMatch(reason::contains)),
                    () -> model + " is run by the reference kernels and refused here: " + e.reasons());
            return Optional.empty();
        }
    }
}
