package io.twinbit.nn.model;

import com.google.flatbuffers.FlatBufferBuilder;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.Node;
import java.util.LinkedHashMap;
import java.util.Map;

/** Operator tables and the codes they point to: one code for each operator and version, in the order of first use. */
final class OperatorWriter {
    private static final int FIELDS = 9;
    private static final int WIDEST_BYTE_CODE = 127;

    private final Graph graph;
    private final FlatBufferBuilder file;
    private final OptionsWriter options;
    private final Map<Code, Integer> codes = new LinkedHashMap<>();

    OperatorWriter(Graph graph, FlatBufferBuilder file) {
        this.graph = graph;
        this.file = file;
        this.options = new OptionsWriter(graph, file);
    }

    int operator(Node node) {
        Builtin kind = Builtin.of(node.op());
        int code = codes.computeIfAbsent(
                new Code(kind, OperatorVersions.of(graph, node)), c -> codes.size());
        int table = kind.optionsKind() == 0 ? 0 : options.write(node);
        int inputs = TfliteWriter.ints(file, node.inputs());
        int outputs = TfliteWriter.ints(file, node.outputs());
        int intermediates = node.intermediates().isEmpty() ? 0 : TfliteWriter.ints(file, node.intermediates());
        file.startTable(FIELDS);
        file.addInt(0, code, 0);
        file.addOffset(1, inputs, 0);
        file.addOffset(2, outputs, 0);
        file.addByte(3, (byte) kind.optionsKind(), 0);
        file.addOffset(4, table, 0);
        file.addOffset(8, intermediates, 0);
        return file.endTable();
    }

    /** The vector of codes, after the last operator. */
    int codes() {
        return file.createVectorOfTables(codes.keySet().stream().mapToInt(this::code).toArray());
    }

    private int code(Code code) {
        file.startTable(FIELDS);
        file.addByte(0, (byte) Math.min(code.kind.code(), WIDEST_BYTE_CODE), 0);
        file.addInt(2, code.version, 1);
        file.addInt(3, code.kind.code(), 0);
        return file.endTable();
    }

    /** First release of LiteRT that knows every operator written so far. */
    String minRuntimeVersion() {
        return codes.keySet().stream()
                .map(code -> RuntimeVersion.of(code.kind, code.version))
                .max(RuntimeVersion.ORDER)
                .orElse(RuntimeVersion.OLDEST)
                .toString();
    }

    private record Code(Builtin kind, int version) {}
}
