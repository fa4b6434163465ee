package io.twinbit.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.app.config.ModelFile;
import io.twinbit.app.config.ProfileStore;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.lower.Lowering;
import io.twinbit.nn.lower.Program;
import io.twinbit.nn.lower.UnsupportedModelException;
import io.twinbit.testing.OptionalTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine against the reference kernels on inputs that no golden file holds: extremes first, then random ones. Every
 * network of the demo, of the golden cases and, where they are present, of the reference data, that the engine can run.
 */
class ReferenceKernelsTest {
    @TempDir
    private Path folder;

    @Test
    void bundledNetworksGiveTheBytesOfTheReferenceKernels() throws IOException {
        compareAll(List.of(Path.of("demo"), Path.of("src/test/resources/golden")), 40);
    }

    @Test
    void networksOfTheReferenceDataGiveTheBytesOfTheReferenceKernels() throws IOException {
        compareAll(List.of(OptionalTool.referenceData("golden"), OptionalTool.referenceData("models")), 90);
    }

    private void compareAll(List<Path> roots, int atLeast) throws IOException {
        int compared = 0;
        try (ReferenceKernels reference = ReferenceKernels.start()) {
            for (Path root : roots) {
                for (Path model : models(root)) {
                    compared += compare(reference, model) ? 1 : 0;
                }
            }
        }
        System.out.println(roots + ": " + compared + " networks, " + Comparison.INVOCATIONS
                + " inputs each, equal to the reference kernels");
        assertTrue(compared >= atLeast, "only " + compared + " networks compared");
    }

    private static List<Path> models(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(f -> f.toString().endsWith(".tflite")).sorted().toList();
        }
    }

    private boolean compare(ReferenceKernels reference, Path model) throws IOException {
        Graph graph = ModelFile.read(model);
        Program program;
        try {
            program = Lowering.lower(graph, ProfileStore.find("tflm-reference"));
        } catch (UnsupportedModelException e) {
            return false;
        }
        Comparison comparison = new Comparison(model, graph, folder);
        assertEquals("ok", comparison.reference(reference), model + " by the reference kernels");
        comparison.assertEqual(program);
        return true;
    }
}
