package io.twinbit.nn.model;

import com.google.flatbuffers.FlatBufferBuilder;
import io.twinbit.nn.graph.Graph;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Writes a {@link Graph} as a TensorFlow Lite model file (FlatBuffers, schema version 3) that TensorFlow Lite Micro and
 * LiteRT load; the counterpart of {@link TfliteReader}, which reads an equal graph from it. The graph must be a valid one
 * without {@code Op.Unsupported}. Equal graphs give equal bytes.
 *
 * <p>Operators carry the version that their types and options need ({@link OperatorVersions}); the metadata {@code
 * min_runtime_version} says which release of LiteRT knows all of them.
 */
public final class TfliteWriter {
    private static final int SCHEMA_VERSION = 3;
    private static final String IDENTIFIER = "TFL3";
    private static final String MIN_RUNTIME_VERSION = "min_runtime_version";
    private static final int MIN_RUNTIME_VERSION_BYTES = 16;
    private static final int FIELDS = 8;

    private final Graph graph;
    private final FlatBufferBuilder file = new FlatBufferBuilder(1 << 12);
    private final BufferWriter buffers = new BufferWriter(file);

    private TfliteWriter(Graph graph) {
        this.graph = graph;
    }

    public static byte[] write(Graph graph) {
        return write(graph, Map.of());
    }

    /**
     * The file with more than the network.
     *
     * @param metadata named content; readers ignore names they do not know
     */
    public static byte[] write(Graph graph, Map<String, byte[]> metadata) {
        return new TfliteWriter(graph).model(new TreeMap<>(metadata));
    }

    private byte[] model(SortedMap<String, byte[]> metadata) {
        OperatorWriter operators = new OperatorWriter(graph, file);
        int network = network(operators);
        int codes = operators.codes();
        metadata.putIfAbsent(MIN_RUNTIME_VERSION, minRuntimeVersion(operators));
        int named = metadata(metadata);
        int contents = buffers.vector();
        int subgraphs = file.createVectorOfTables(new int[] {network});
        int description = file.createString("twinbit");
        file.startTable(FIELDS);
        file.addInt(0, SCHEMA_VERSION, 0);
        file.addOffset(1, codes, 0);
        file.addOffset(2, subgraphs, 0);
        file.addOffset(3, description, 0);
        file.addOffset(4, contents, 0);
        file.addOffset(6, named, 0);
        file.finish(file.endTable(), IDENTIFIER);
        return file.sizedByteArray();
    }

    private int network(OperatorWriter operators) {
        TensorWriter writer = new TensorWriter(graph, file, buffers);
        int[] tables = IntStream.range(0, graph.tensors().size()).map(writer::tensor).toArray();
        int[] nodes = graph.nodes().stream().mapToInt(operators::operator).toArray();
        int tensors = file.createVectorOfTables(tables);
        int inputs = ints(file, graph.inputs());
        int outputs = ints(file, graph.outputs());
        int steps = file.createVectorOfTables(nodes);
        int name = file.createString("main");
        file.startTable(FIELDS);
        file.addOffset(0, tensors, 0);
        file.addOffset(1, inputs, 0);
        file.addOffset(2, outputs, 0);
        file.addOffset(3, steps, 0);
        file.addOffset(4, name, 0);
        return file.endTable();
    }

    private static byte[] minRuntimeVersion(OperatorWriter operators) {
        byte[] version = operators.minRuntimeVersion().getBytes(StandardCharsets.US_ASCII);
        return Arrays.copyOf(version, MIN_RUNTIME_VERSION_BYTES);
    }

    private int metadata(SortedMap<String, byte[]> metadata) {
        List<Integer> tables = new ArrayList<>();
        metadata.forEach((name, content) -> {
            int text = file.createString(name);
            int buffer = buffers.add(content);
            file.startTable(FIELDS);
            file.addOffset(0, text, 0);
            file.addInt(1, buffer, 0);
            tables.add(file.endTable());
        });
        return file.createVectorOfTables(tables.stream().mapToInt(Integer::intValue).toArray());
    }

    static int ints(FlatBufferBuilder file, List<Integer> values) {
        return ints(file, values.stream().mapToInt(Integer::intValue).toArray());
    }

    static int ints(FlatBufferBuilder file, int... values) {
        file.startVector(Integer.BYTES, values.length, Integer.BYTES);
        for (int i = values.length - 1; i >= 0; i--) {
            file.addInt(values[i]);
        }
        return file.endVector();
    }
}
