package io.twinbit.nn.model;

import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.GraphRules;
import io.twinbit.nn.graph.Node;
import io.twinbit.nn.tensor.Constant;
import io.twinbit.nn.tensor.TensorSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a TensorFlow Lite model file (FlatBuffers, schema version 3). Trusts nothing: every offset, length, index and
 * product is checked before it is used, what is allocated is bounded by a multiple of the file's size, and the network
 * that comes out obeys {@link GraphRules}. A file that does not is refused with a {@link MalformedModelException}.
 *
 * <p>Operators that Twinbit does not compute yet become {@code Op.Unsupported} nodes, so that whoever lowers the graph
 * can name all of them at once.
 *
 * <p>Numbers of fields, enumerations and unions are those of {@code schema.fbs} (tensorflow/tflite-micro 90b983c2b,
 * {@code tensorflow/compiler/mlir/lite/schema}).
 */
public final class TfliteReader {
    private static final int SCHEMA_VERSION = 3;
    private static final int MAX_TENSORS = 65_536;
    private static final int MAX_OPERATORS = 65_536;
    private static final int MAX_OPERANDS = 1_000_000;

    private TfliteReader() {}

    public static Graph read(byte[] file) {
        FlatTable model = root(new FlatBuffer(file));
        FlatTable network = onlySubgraph(model);
        Graph graph = graph(model, network);
        List<String> violations = GraphRules.violations(graph);
        if (!violations.isEmpty()) {
            throw new MalformedModelException(violations);
        }
        return graph;
    }

    private static FlatTable root(FlatBuffer file) {
        String identifier = new String(file.copy(4, 4, "file identifier"), StandardCharsets.ISO_8859_1);
        if (!identifier.equals("TFL3")) {
            throw FlatBuffer.malformed(4, "not a TensorFlow Lite model: file identifier TFL3 expected");
        }
        FlatTable model = FlatTable.at(file, file.follow(0, "root table"), "model");
        long version = model.uint32(0, "version");
        if (version != SCHEMA_VERSION) {
            throw model.malformed("schema version " + version + ", " + SCHEMA_VERSION + " expected");
        }
        return model;
    }

    private static FlatTable onlySubgraph(FlatTable model) {
        FlatVector subgraphs = model.vector(2, "subgraphs", 4);
        if (subgraphs.length() != 1) {
            throw model.malformed(subgraphs.length() + " subgraphs, exactly 1 expected: control flow (IF, WHILE, CALL)"
                    + " and several signatures are not supported");
        }
        return subgraphs.table(0, "subgraph");
    }

    private static Graph graph(FlatTable model, FlatTable network) {
        FlatVector tables = bounded(network, network.vector(0, "tensors", 4), MAX_TENSORS);
        TensorReader reader = new TensorReader(new BufferReader(model));
        List<TensorSpec> tensors = new ArrayList<>(tables.length());
        Map<Integer, Constant> constants = new HashMap<>();
        Set<Integer> variables = new HashSet<>();
        for (int i = 0; i < tables.length(); i++) {
            FlatTable table = tables.table(i, "tensor");
            tensors.add(reader.spec(table));
            Constant content = reader.content(table);
            if (content != null) {
                constants.put(i, content);
            }
            if (reader.isVariable(table)) {
                variables.add(i);
            }
        }
        List<Integer> inputs = indices(bounded(network, network.vector(1, "inputs", 4), MAX_TENSORS));
        List<Integer> outputs = indices(bounded(network, network.vector(2, "outputs", 4), MAX_TENSORS));
        return new Graph(tensors, constants, nodes(model, network), inputs, outputs, variables);
    }

    private static List<Node> nodes(FlatTable model, FlatTable network) {
        FlatVector operators = bounded(network, network.vector(3, "operators", 4), MAX_OPERATORS);
        OperatorReader reader = new OperatorReader(model.vector(1, "operator codes", 4));
        List<Node> nodes = new ArrayList<>(operators.length());
        long operands = 0;
        for (int i = 0; i < operators.length(); i++) {
            FlatTable operator = operators.table(i, "operator");
            FlatVector inputs = operator.vector(1, "inputs", 4);
            FlatVector outputs = operator.vector(2, "outputs", 4);
            FlatVector intermediates = operator.vector(8, "intermediates", 4);
            operands += (long) inputs.length() + outputs.length() + intermediates.length();
            if (operands > MAX_OPERANDS) {
                throw operator.malformed("more than " + MAX_OPERANDS + " operands so far");
            }
            nodes.add(new Node(reader.op(operator), indices(inputs), indices(outputs), indices(intermediates)));
        }
        return nodes;
    }

    private static FlatVector bounded(FlatTable network, FlatVector vector, int max) {
        if (vector.length() > max) {
            throw network.malformed(vector.name() + ": " + vector.length() + ", at most " + max + " are supported");
        }
        return vector;
    }

    private static List<Integer> indices(FlatVector vector) {
        List<Integer> indices = new ArrayList<>(vector.length());
        for (int i = 0; i < vector.length(); i++) {
            indices.add(vector.int32(i));
        }
        return indices;
    }
}
