package io.twinbit.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.twinbit.app.config.ModelFile;
import io.twinbit.app.config.ProfileStore;
import io.twinbit.nn.engine.Interpreter;
import io.twinbit.nn.engine.TensorView;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.lower.Lowering;
import io.twinbit.testing.OptionalTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The int8 networks of MLPerf Tiny on generated inputs, against the reference kernels: the outputs of all invocations, and
 * every tensor of the first one.
 */
class GoldenModelsTest {
    private static final int INVOCATIONS = 64;

    @ParameterizedTest
    @ValueSource(strings = {
        "ad_autoencoder_int8", "kws_ds_cnn_int8", "resnet8_cifar10_int8", "vww_mobilenet_v1_025_int8"
    })
    void everyTensorAndOutputIsTheReferences(String network) throws IOException {
        Path models = OptionalTool.referenceData("models");
        check(OptionalTool.referenceData("golden-models").resolve(network), models.resolve(network + ".tflite"));
    }

    private static void check(Path folder, Path model) throws IOException {
        Graph graph = ModelFile.read(model);
        Interpreter interpreter = new Interpreter(Lowering.lower(graph, ProfileStore.find("tflm-reference")));
        GeneratedInputs inputs = new GeneratedInputs();
        byte[] expected = Files.readAllBytes(folder.resolve("outputs.bin"));
        int outputBytes = expected.length / INVOCATIONS;
        Set<Integer> seen = new TreeSet<>(graph.inputs());
        for (int i = 0; i < INVOCATIONS; i++) {
            inputs.fill(interpreter.input(0));
            if (i == 0) {
                interpreter.invoke((tensor, content) -> compare(folder, tensor, content, seen));
            } else {
                interpreter.invoke();
            }
            byte[] wanted = Arrays.copyOfRange(expected, i * outputBytes, (i + 1) * outputBytes);
            assertArrayEquals(wanted, bytes(interpreter.output(0)), "invocation " + i);
        }
        assertEquals(listed(folder), seen, "tensors of invocation 0");
    }

    private static void compare(Path folder, int tensor, TensorView content, Set<Integer> seen) {
        Path file = folder.resolve("tensor-" + tensor + ".bin");
        if (Files.exists(file)) {
            assertArrayEquals(read(file), bytes(content), "invocation 0, tensor " + tensor + " " + content.spec());
            seen.add(tensor);
        }
    }

    private static byte[] bytes(TensorView tensor) {
        byte[] bytes = new byte[tensor.spec().bytes()];
        tensor.read(bytes, 0);
        return bytes;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<Integer> listed(Path folder) throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("tensors.txt"))) {
            return lines.filter(line -> !line.startsWith("#"))
                    .map(line -> Integer.valueOf(line.substring(0, line.indexOf('\t'))))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** The generator of the folders' ORIGIN.txt: xorshift64, running on over all invocations. */
    private static final class GeneratedInputs {
        private long state = 0x9E3779B97F4A7C15L;

        void fill(TensorView input) {
            for (int i = 0; i < input.elements(); i++) {
                state ^= state << 13;
                state ^= state >>> 7;
                state ^= state << 17;
                input.setInt8(i, (byte) (state >>> 32));
            }
        }
    }
}
