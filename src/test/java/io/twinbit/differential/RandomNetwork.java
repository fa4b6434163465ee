package io.twinbit.differential;

import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.Graph;
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
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * A network in the making with the random choices that all {@link Generator}s share: scales, zero points, shapes,
 * contents and operands such as a converter may write, and beyond. Each method that makes a tensor returns its index.
 *
 * <p>In a graph of several operators an operand is mostly what another operator wrote; alone it is an input of the
 * network or a constant.
 */
final class RandomNetwork {
    private static final int RECENT = 6;

    private final RandomGenerator random;
    private final boolean isGraph;
    private final Style style;
    private final ElementType mainType;
    private final List<TensorSpec> tensors = new ArrayList<>();
    private final Map<Integer, Constant> constants = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Integer> inputs = new ArrayList<>();
    private final Set<Integer> variables = new HashSet<>();
    private final Map<Integer, Range> ranges = new HashMap<>();
    private final List<Integer> known = new ArrayList<>();

    /** How scales are drawn: as converters do, powers of two only (so that results lie on ties), or at extremes too. */
    enum Style {
        ORDINARY,
        TIES,
        WILD
    }

    /** Values that an integer input of the network takes. */
    record Range(int lowest, int highest) {}

    RandomNetwork(RandomGenerator random, boolean isGraph) {
        this.random = random;
        this.isGraph = isGraph;
        this.style = maybe(0.2) ? Style.TIES : maybe(0.35) ? Style.WILD : Style.ORDINARY;
        this.mainType = maybe(0.3) ? ElementType.INT16 : ElementType.INT8;
    }

    // ---- numbers

    boolean maybe(double share) {
        return random.nextDouble() < share;
    }

    int between(int lowest, int highest) {
        return random.nextInt(lowest, highest + 1);
    }

    double uniform(double lowest, double highest) {
        return random.nextDouble(lowest, highest);
    }

    int one(int... of) {
        return of[random.nextInt(of.length)];
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    boolean isGraph() {
        return isGraph;
    }

    boolean isWild(double atLeast) {
        return maybe(Math.max(atLeast, style == Style.WILD ? 0.3 : 0));
    }

    Activation activation() {
        return maybe(0.5) ? Activation.NONE : one(List.of(Activation.values()));
    }

    // ---- quantization

    /** A positive float32. */
    static float real(double value) {
        return (float) Math.max(value, 1e-30);
    }

    float scale() {
        if (style == Style.TIES || maybe(0.15)) {
            return real(Math.scalb(1f, -between(0, 10)));
        }
        return real(Math.pow(10, isWild(0) ? uniform(-9, 6) : uniform(-3, 0)));
    }

    /** {@code value}, or the next power of two where this network lives on ties. */
    float near(double value) {
        return style == Style.TIES ? real(Math.scalb(1f, Math.getExponent(value))) : real(value);
    }

    /** Type of the data where the operator has several: the same one in most of a network. */
    ElementType type() {
        return maybe(0.9) ? mainType : ElementType.INT8;
    }

    Quantization quantization(ElementType type) {
        return quantization(type, scale());
    }

    Quantization quantization(ElementType type, float scale) {
        return switch (type) {
            case INT8 -> Quantization.perTensor(scale, zeroPoint());
            case INT16 -> Quantization.perTensor(scale, 0);
            default -> Quantization.NONE;
        };
    }

    int zeroPoint() {
        return maybe(0.5) ? between(-128, 127) : one(-128, -1, 0, 1, 127);
    }

    // ---- shapes

    int[] shape(int rank) {
        int[] dims = new int[rank];
        Arrays.setAll(dims, i -> one(1, 2, between(1, 5), between(1, 5)));
        return dims;
    }

    int[] dims(int tensor) {
        return spec(tensor).shape().toArray();
    }

    int rank(int tensor) {
        return spec(tensor).shape().rank();
    }

    TensorSpec spec(int tensor) {
        return tensors.get(tensor);
    }

    float scaleOf(int tensor) {
        return spec(tensor).quantization().scale();
    }

    // ---- tensors

    private int add(ElementType type, Quantization quantization, int... dims) {
        tensors.add(new TensorSpec("t" + tensors.size(), type, Shape.of(dims), quantization));
        return tensors.size() - 1;
    }

    int input(ElementType type, Quantization quantization, int... dims) {
        int tensor = add(type, quantization, dims);
        inputs.add(tensor);
        known.add(tensor);
        return tensor;
    }

    /** An input whose values stay within {@code range}; no other operator writes it. */
    int input(Range range, ElementType type, Quantization quantization, int... dims) {
        int tensor = add(type, quantization, dims);
        inputs.add(tensor);
        ranges.put(tensor, range);
        return tensor;
    }

    int variable(ElementType type, Quantization quantization, int... dims) {
        int tensor = add(type, quantization, dims);
        variables.add(tensor);
        return tensor;
    }

    /** A tensor that only carries a quantization. */
    int note(ElementType type, Quantization quantization, int... dims) {
        return add(type, quantization, dims);
    }

    int constant(byte[] content, ElementType type, Quantization quantization, int... dims) {
        int tensor = add(type, quantization, dims);
        constants.put(tensor, Constant.of(content));
        return tensor;
    }

    /** A constant of random elements. */
    int constant(ElementType type, Quantization quantization, int... dims) {
        byte[] content = new byte[(int) type.bytesOf(Shape.of(dims).elements())];
        random.nextBytes(content);
        if (type == ElementType.BOOL) {
            for (int i = 0; i < content.length; i++) {
                content[i] &= 1;
            }
        }
        return constant(content, type, quantization, dims);
    }

    /** A constant of int32 in one dimension. */
    int integers(int... values) {
        return integers(values, values.length);
    }

    int integers(int[] values, int... dims) {
        return constant(littleEndian(ElementType.INT32, Arrays.stream(values).asLongStream().toArray()), ElementType.INT32,
                Quantization.NONE, dims);
    }

    static byte[] littleEndian(ElementType type, long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            switch (type.bytes()) {
                case 1 -> bytes.put((byte) value);
                case 2 -> bytes.putShort((short) value);
                case 4 -> bytes.putInt((int) value);
                default -> bytes.putLong(value);
            }
        }
        return bytes.array();
    }

    // ---- operands

    /** An operand of {@link #type} and any shape. */
    int data() {
        return data(type(), isGraph ? -1 : between(1, 4));
    }

    /** An operand of that type and rank; with rank -1 of any. */
    int data(ElementType type, int rank) {
        return found(spec -> spec.type() == type && isSymmetricInt16(spec)
                        && (rank < 0 || spec.shape().rank() == rank),
                () -> fresh(type, quantization(type), shape(rank < 0 ? between(1, 4) : rank)));
    }

    /** An operand of that type and shape. */
    int dataOf(ElementType type, int... dims) {
        return found(spec -> spec.type() == type && isSymmetricInt16(spec) && spec.shape().equals(Shape.of(dims)),
                () -> fresh(type, quantization(type), dims));
    }

    /** An operand of that shape with type and quantization of {@code other}. */
    int dataLike(int other, int... dims) {
        TensorSpec like = spec(other);
        return found(spec -> spec.type() == like.type() && spec.shape().equals(Shape.of(dims))
                        && spec.quantization().equals(like.quantization()),
                () -> fresh(like.type(), like.quantization(), dims));
    }

    /** An image (n, h, w, c) with a multiple of {@code channels}. */
    int image(ElementType type, int channels) {
        if (isGraph) {
            return data(type, 4);
        }
        return fresh(type, quantization(type), one(1, 1, 2, 3), between(1, 9), between(1, 9), channels * between(1, 5));
    }

    /** Most kernels want int16 without a zero point; what SOFTMAX writes has one. */
    private static boolean isSymmetricInt16(TensorSpec spec) {
        return spec.type() != ElementType.INT16 || spec.quantization().zeroPoint() == 0;
    }

    private int found(Predicate<TensorSpec> fits, IntSupplier otherwise) {
        List<Integer> recent = known.subList(Math.max(0, known.size() - RECENT), known.size()).stream()
                .filter(tensor -> fits.test(spec(tensor)))
                .toList();
        return isGraph && !recent.isEmpty() && maybe(0.85) ? one(recent) : otherwise.getAsInt();
    }

    private int fresh(ElementType type, Quantization quantization, int... dims) {
        return !inputs.isEmpty() && isQuantized(type) && maybe(0.1)
                ? constant(type, quantization, dims)
                : input(type, quantization, dims);
    }

    /** What moves constants of other types is folded here, so that it runs where the kernels do not take the type. */
    private static boolean isQuantized(ElementType type) {
        return type == ElementType.INT8 || type == ElementType.INT16;
    }

    // ---- operators

    int apply(Op op, ElementType type, Quantization quantization, int[] dims, Integer... operands) {
        int output = add(type, quantization, dims);
        apply(op, List.of(output), operands);
        return output;
    }

    /** The output has type and quantization of {@code like}. */
    int applyLike(int like, Op op, int[] dims, Integer... operands) {
        return apply(op, spec(like).type(), spec(like).quantization(), dims, operands);
    }

    /** An output for {@link #apply(Op, List, Integer...)}, with type and quantization of {@code like}. */
    int outputLike(int like, int... dims) {
        return add(spec(like).type(), spec(like).quantization(), dims);
    }

    void apply(Op op, List<Integer> outputs, Integer... operands) {
        apply(new Node(op, List.of(operands), outputs));
    }

    void apply(Node node) {
        nodes.add(node);
        known.addAll(node.outputs());
    }

    // ---- the whole

    /** All that no operator reads is an output; sometimes others are too: twice, an input, a constant. */
    Experiment experiment(String name) {
        Set<Integer> read = new HashSet<>();
        nodes.forEach(node -> read.addAll(node.inputs()));
        List<Integer> written = nodes.stream().flatMap(node -> node.outputs().stream()).toList();
        List<Integer> outputs = new ArrayList<>(written.stream().filter(tensor -> !read.contains(tensor)).toList());
        if (isGraph) {
            more(0.4, written, outputs);
            more(0.1, List.copyOf(outputs), outputs);
            more(0.08, inputs, outputs);
            more(0.05, constants.keySet().stream().sorted().filter(this::isData).toList(), outputs);
            if (maybe(0.05)) {
                input(ElementType.INT8, quantization(ElementType.INT8), 2, 2);
            }
        }
        if (inputs.isEmpty()) {
            input(ElementType.INT8, quantization(ElementType.INT8), 1);
        }
        Graph graph = new Graph(tensors, constants, nodes, inputs, outputs, variables);
        return Experiment.of(name, graph, inputValues(graph));
    }

    private boolean isData(int tensor) {
        return spec(tensor).type() == ElementType.INT8 && spec(tensor).shape().elements() > 0;
    }

    private void more(double share, List<Integer> from, List<Integer> outputs) {
        if (!from.isEmpty() && maybe(share)) {
            outputs.add(one(from));
        }
    }

    private List<byte[]> inputValues(Graph graph) {
        return graph.inputs().stream()
                .map(input -> InputValues.of(spec(input), ranges.get(input), random))
                .toList();
    }
}
