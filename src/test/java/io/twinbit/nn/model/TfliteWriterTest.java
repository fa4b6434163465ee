package io.twinbit.nn.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.Node;
import io.twinbit.nn.graph.Op;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.testing.NetworkBuilder;
import io.twinbit.testing.OptionalTool;
import io.twinbit.testing.SampleNetworks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is written is read as an equal graph; loading by other runtimes is shown by the differential tests. */
class TfliteWriterTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @Test
    void everyBundledNetworkIsReadAgain() throws IOException {
        assertTrue(readAgain(GOLDEN) > 300);
        assertTrue(readAgain(Path.of("demo")) >= 4);
    }

    @Test
    void everyNetworkOfTheReferenceDataIsReadAgain() throws IOException {
        assertTrue(readAgain(OptionalTool.referenceData("models")) >= 8);
        assertTrue(readAgain(OptionalTool.referenceData("golden")) > 300);
    }

    @Test
    void variablesAndIntermediatesAreKept() throws IOException {
        Graph graph = read(GOLDEN.resolve("graph-lstm-dense/model.tflite"));
        Graph again = TfliteReader.read(TfliteWriter.write(graph));
        assertEquals(2, again.variables().size());
        assertTrue(again.nodes().stream().anyMatch(node -> node.intermediates().size() == 5));
    }

    @Test
    void equalGraphsGiveEqualBytes() {
        assertArrayEquals(
                TfliteWriter.write(SampleNetworks.everyOperator()), TfliteWriter.write(SampleNetworks.everyOperator()));
    }

    @Test
    void equalContentsStandOnce() {
        NetworkBuilder n = new NetworkBuilder();
        int once = n.constant(new byte[4000], Quantization.NONE, 4000);
        int twice = n.constant(new byte[4000], Quantization.NONE, 40, 100);
        n.input(ElementType.INT8, Quantization.NONE, 1);
        Graph graph = n.build(once, twice);
        assertTrue(TfliteWriter.write(graph).length < 6000);
        assertEquals(graph, TfliteReader.read(TfliteWriter.write(graph)));
    }

    @Test
    void metadataIsInTheFileWithTheReleaseThatIsNeeded() {
        byte[] file = TfliteWriter.write(
                SampleNetworks.everyOperator(), Map.of("twinbit.recipe", "abc".getBytes(StandardCharsets.UTF_8)));
        String text = new String(file, StandardCharsets.ISO_8859_1);
        assertTrue(text.contains("twinbit.recipe") && text.contains("abc"));
        assertTrue(text.contains("min_runtime_version") && text.contains("2.1.0\0"));
        assertEquals(SampleNetworks.everyOperator(), TfliteReader.read(file));
    }

    @Test
    void anOperatorThatIsNotKnownIsNotWritten() {
        NetworkBuilder n = new NetworkBuilder();
        int x = n.input(Quantization.NONE, 4);
        Graph graph = n.build(n.apply(new Op.Unsupported("WHERE", 1), Quantization.NONE, new int[] {4}, x));
        String message = assertThrows(IllegalArgumentException.class, () -> TfliteWriter.write(graph)).getMessage();
        assertTrue(String.valueOf(message).contains("WHERE"), message);
    }

    private static int readAgain(Path root) throws IOException {
        List<Path> models;
        try (Stream<Path> files = Files.walk(root)) {
            models = files.filter(file -> file.toString().endsWith(".tflite")).toList();
        }
        int written = 0;
        for (Path model : models) {
            Graph graph = read(model);
            if (graph.nodes().stream().map(Node::op).noneMatch(Op.Unsupported.class::isInstance)) {
                assertReadAgain(graph, model.toString());
                written++;
            }
        }
        return written;
    }

    private static void assertReadAgain(Graph graph, String name) {
        Graph again = TfliteReader.read(TfliteWriter.write(graph));
        assertEquals(graph.tensors(), again.tensors(), name);
        assertEquals(graph.nodes(), again.nodes(), name);
        assertEquals(graph, again, name);
    }

    private static Graph read(Path file) throws IOException {
        return TfliteReader.read(Files.readAllBytes(file));
    }
}
