package io.twinbit.nn.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.MatrixOp;
import io.twinbit.nn.graph.Node;
import io.twinbit.nn.graph.Padding;
import io.twinbit.nn.tensor.Constant;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.nn.tensor.Shape;
import io.twinbit.nn.tensor.TensorSpec;
import io.twinbit.testing.OptionalTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TfliteReaderTest {
    private static final Path DEMO = Path.of("demo/machine-vibration");

    @Test
    void theNetworkOfTheDemoIsWhatItsCardSays() throws IOException {
        Graph graph = read(DEMO.resolve("model_int8.tflite"));
        assertEquals(
                List.of("CONV_2D", "DEPTHWISE_CONV_2D", "CONV_2D", "MAX_POOL_2D", "CONV_2D", "DEPTHWISE_CONV_2D",
                        "CONV_2D", "CONV_2D", "AVERAGE_POOL_2D", "FULLY_CONNECTED", "SOFTMAX"),
                graph.nodes().stream().map(node -> node.op().label()).toList());
        TensorSpec input = graph.tensor(graph.inputs().getFirst());
        assertEquals(Shape.of(1, 256, 1, 3), input.shape());
        assertEquals(ElementType.INT8, input.type());
        assertEquals(Quantization.perTensor(0.0078125f, -64), input.quantization());
        assertEquals(Shape.of(1, 6), graph.tensor(graph.outputs().getFirst()).shape());
    }

    @Test
    void aConvolutionWithItsOptionsScalesAndBias() throws IOException {
        Graph graph = read(DEMO.resolve("model_int8.tflite"));
        Node first = graph.nodes().getFirst();
        assertEquals(new MatrixOp.Conv2d(Padding.VALID, 2, 1, 1, 1, Activation.RELU), first.op());
        TensorSpec weights = graph.tensor(first.inputs().get(1));
        assertEquals(Shape.of(16, 10, 1, 3), weights.shape());
        assertEquals(16, weights.quantization().channels());
        assertEquals(0, weights.quantization().axis());
        Constant bias = graph.constant(first.inputs().get(2));
        assertNotNull(bias);
        assertEquals(16, bias.toInts().length);
    }

    @Test
    void aFloatNetworkKeepsItsTypes() throws IOException {
        Graph graph = read(DEMO.resolve("model_float.tflite"));
        assertEquals(ElementType.FLOAT32, graph.tensor(graph.inputs().getFirst()).type());
        assertTrue(graph.tensors().stream().allMatch(tensor -> tensor.quantization().isNone()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"models", "golden"})
    void everyModelOfTheReferenceDataIsRead(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(OptionalTool.referenceData(folder))) {
            List<Path> models = files.filter(file -> file.toString().endsWith(".tflite")).toList();
            assertFalse(models.isEmpty());
            for (Path model : models) {
                assertFalse(read(model).nodes().isEmpty(), model.toString());
            }
        }
    }

    @Test
    void stateOfANetworkIsNamed() throws IOException {
        Graph graph = read(OptionalTool.referenceData("golden").resolve("svdf-s8-state16-00/model.tflite"));
        assertEquals(1, graph.variables().size());
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(Path.of("demo/room-occupancy/model_int8.tflite"));
        for (int length = 0; length < whole.length - 4; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThrows(MalformedModelException.class, () -> TfliteReader.read(part), length + " bytes");
        }
    }

    private static Graph read(Path file) throws IOException {
        return TfliteReader.read(Files.readAllBytes(file));
    }
}
