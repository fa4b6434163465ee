package io.twinbit.differential;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.twinbit.app.config.ModelFile;
import io.twinbit.nn.graph.ElementwiseOp;
import io.twinbit.nn.graph.Graph;
import io.twinbit.testing.OptionalTool;
import io.twinbit.testing.ProofForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The engine against the reference kernels on inputs that no golden file holds: extremes first, then random ones. Every
 * network of the demo, of the golden cases and, where they are present, of the reference data, that the engine can run.
 */
class ReferenceKernelsTest {
    private static final int CHUNK = 64;

    @TempDir
    private Path folder;

    @Test
    void bundledNetworksGiveTheBytesOfTheReferenceKernels() throws IOException {
        compareAll(List.of(Path.of("demo"), Path.of("src/test/resources/golden")), 340);
    }

    @Test
    void networksOfTheReferenceDataGiveTheBytesOfTheReferenceKernels() throws IOException {
        compareAll(List.of(OptionalTool.referenceData("golden"), OptionalTool.referenceData("models")), 335);
    }

    /** Thousands of random invocations of each MLPerf Tiny network; all in the long form. */
    @ParameterizedTest
    @ValueSource(strings = {
        "ad_autoencoder_int8", "kws_ds_cnn_int8", "resnet8_cifar10_int8", "vww_mobilenet_v1_025_int8"
    })
    void manyInvocationsOfANetwork(String network) throws IOException {
        int invocations = ProofForm.count(CHUNK, 4 * CHUNK, 4_096);
        byte[] file = Files.readAllBytes(OptionalTool.referenceData("models").resolve(network + ".tflite"));
        Graph graph = ModelFile.read(OptionalTool.referenceData("models").resolve(network + ".tflite"));
        SplittableRandom random = new SplittableRandom(network.hashCode());
        try (ReferenceKernels reference = ReferenceKernels.start()) {
            Comparison comparison = new Comparison(reference, folder);
            for (int done = 0; done < invocations; done += CHUNK) {
                requireEqual(comparison.compare(experiment(network, file, graph, CHUNK, random)), network);
            }
        }
        System.out.println(network + ": " + invocations + " random invocations equal to the reference kernels");
    }

    private void compareAll(List<Path> roots, int atLeast) throws IOException {
        int compared = 0;
        int refused = 0;
        try (ReferenceKernels reference = ReferenceKernels.start()) {
            Comparison comparison = new Comparison(reference, folder);
            for (Path root : roots) {
                for (Path model : models(root)) {
                    if (requireEqual(comparison.compare(experiment(model)), model.toString())) {
                        compared++;
                    } else {
                        refused++;
                    }
                }
            }
        }
        System.out.println(roots + ": " + compared + " networks, " + InputValues.INVOCATIONS
                + " inputs each, equal to the reference kernels; " + refused + " refused");
        assertTrue(compared >= atLeast, "only " + compared + " networks compared");
    }

    /** Without the networks of real numbers, which are not for the engine. */
    private static List<Path> models(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(f -> f.toString().endsWith(".tflite") && !f.toString().endsWith("_float.tflite"))
                    .sorted()
                    .toList();
        }
    }

    private static Experiment experiment(Path model) throws IOException {
        return experiment(model.toString(), Files.readAllBytes(model), ModelFile.read(model), InputValues.INVOCATIONS,
                new SplittableRandom(model.toString().hashCode()));
    }

    private static Experiment experiment(
            String name, byte[] file, Graph graph, int invocations, SplittableRandom random) {
        List<byte[]> inputs = graph.inputs().stream()
                .map(input -> InputValues.of(graph.tensor(input), range(graph, input), random, invocations))
                .toList();
        return new Experiment(name, file, graph, inputs, invocations);
    }

    /** The root of what is below zero is an error of the kernels; anything else takes what its type has. */
    private static RandomNetwork.@Nullable Range range(Graph graph, int input) {
        boolean isRooted = graph.nodes().stream()
                .anyMatch(node -> node.op() instanceof ElementwiseOp.Rsqrt && node.inputs().contains(input));
        return isRooted
                ? new RandomNetwork.Range(graph.tensor(input).quantization().zeroPoint(), Byte.MAX_VALUE)
                : null;
    }

    /** Whether the networks ran; a refusal is one whose reason is known. */
    private static boolean requireEqual(Outcome outcome, String name) {
        return switch (outcome) {
            case Outcome.Equal _ -> true;
            case Outcome.RefusedByBoth _, Outcome.RefusedByTheEngine _ -> false;
            case Outcome.Failed failed -> fail(name + ": " + failed.what());
        };
    }
}
