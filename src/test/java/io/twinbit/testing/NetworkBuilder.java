package io.twinbit.testing;

import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.GraphRules;
import io.twinbit.nn.graph.Node;
import io.twinbit.nn.graph.Op;
import io.twinbit.nn.tensor.Constant;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.nn.tensor.Shape;
import io.twinbit.nn.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Small networks for tests: each method adds a tensor or a node and returns the tensor's index. */
public final class NetworkBuilder {
    private final List<TensorSpec> tensors = new ArrayList<>();
    private final Map<Integer, Constant> constants = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Integer> inputs = new ArrayList<>();
    private final Set<Integer> variables = new HashSet<>();
    private final String prefix;

    public NetworkBuilder() {
        this("t");
    }

    /** Tensors are named {@code prefix} and their index. */
    public NetworkBuilder(String prefix) {
        this.prefix = prefix;
    }

    private int tensor(ElementType type, Quantization quantization, int... dims) {
        tensors.add(new TensorSpec(prefix + tensors.size(), type, Shape.of(dims), quantization));
        return tensors.size() - 1;
    }

    public int input(ElementType type, Quantization quantization, int... dims) {
        int tensor = tensor(type, quantization, dims);
        inputs.add(tensor);
        return tensor;
    }

    public int input(Quantization quantization, int... dims) {
        return input(ElementType.INT8, quantization, dims);
    }

    /** State, which starts at its zero point. */
    public int variable(ElementType type, Quantization quantization, int... dims) {
        int tensor = tensor(type, quantization, dims);
        variables.add(tensor);
        return tensor;
    }

    public int constant(byte[] content, ElementType type, Quantization quantization, int... dims) {
        int tensor = tensor(type, quantization, dims);
        constants.put(tensor, Constant.of(content));
        return tensor;
    }

    public int constant(byte[] content, Quantization quantization, int... dims) {
        return constant(content, ElementType.INT8, quantization, dims);
    }

    /** A constant of int32 in one dimension. */
    public int integers(int... content) {
        return integers(content, content.length);
    }

    public int integers(int[] content, int... dims) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * content.length).order(ByteOrder.LITTLE_ENDIAN);
        IntStream.of(content).forEach(bytes::putInt);
        return constant(bytes.array(), ElementType.INT32, Quantization.NONE, dims);
    }

    /** A constant of int64 in one dimension. */
    public int longs(long... content) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * content.length).order(ByteOrder.LITTLE_ENDIAN);
        LongStream.of(content).forEach(bytes::putLong);
        return constant(bytes.array(), ElementType.INT64, Quantization.NONE, content.length);
    }

    /** Applies {@code op} to {@code operands}; an operand of -1 is absent. */
    public int apply(Op op, ElementType type, Quantization quantization, int[] dims, Integer... operands) {
        int output = tensor(type, quantization, dims);
        nodes.add(new Node(op, List.of(operands), List.of(output)));
        return output;
    }

    public int apply(Op op, Quantization quantization, int[] dims, Integer... operands) {
        return apply(op, ElementType.INT8, quantization, dims, operands);
    }

    /** The network with these outputs, which must be a valid one. */
    public Graph build(Integer... outputs) {
        Graph graph = new Graph(tensors, constants, nodes, inputs, List.of(outputs), variables);
        List<String> violations = GraphRules.violations(graph);
        if (!violations.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", violations));
        }
        return graph;
    }
}
