package io.twinbit.nn.lower;

import io.twinbit.nn.device.Arithmetic;
import io.twinbit.nn.device.KernelGeneration;
import io.twinbit.nn.device.Quirk;
import io.twinbit.nn.graph.BroadcastOp;
import io.twinbit.nn.graph.ElementwiseOp;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.LayoutOp;
import io.twinbit.nn.graph.MatrixOp;
import io.twinbit.nn.graph.Node;
import io.twinbit.nn.graph.Op;
import io.twinbit.nn.graph.RecurrentOp;
import io.twinbit.nn.graph.ReductionOp;
import io.twinbit.nn.graph.WindowOp;
import io.twinbit.nn.tensor.Constant;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.nn.tensor.TensorSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * A name for everything that decides a network's output bits, so that a gateway and a node can tell whether they
 * compute the same function: {@code tba1-} and the first 16 hex digits of a SHA-256 over lines of text and the contents
 * of constants. In it are operators with their options, types, shapes, quantization, constants, how they are connected,
 * and what of the arithmetic this network can feel. Not in it are names, the order of tensors in the file, places in
 * the arena, and how constants that are folded come about. The number in {@code tba1} changes when this serialization
 * does.
 */
final class Identity {
    private static final String PREFIX = "tba1-";
    private static final int HEX_DIGITS = 16;

    private final Graph graph;
    private final MessageDigest digest;

    /** Tensors in the order in which they get their content. */
    private final Map<Integer, Integer> numbers = new HashMap<>();

    private Identity(Graph graph) {
        this.graph = graph;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String of(Graph graph, Arithmetic arithmetic) {
        Identity identity = new Identity(graph);
        identity.arithmetic(arithmetic);
        graph.inputs().forEach(input -> identity.define("input", input));
        graph.nodes().stream().filter(node -> !graph.isFolded(node)).forEach(identity::node);
        graph.outputs().forEach(output -> identity.output(output));
        return PREFIX + HexFormat.of().formatHex(identity.digest.digest()).substring(0, HEX_DIGITS);
    }

    private void arithmetic(Arithmetic arithmetic) {
        line("rounding " + arithmetic.rounding());
        if (has(Identity::feelsDerivation)) {
            line("derivation " + arithmetic.derivation().label());
        }
        if (has(op -> op instanceof MatrixOp.Conv2d
                || op instanceof MatrixOp.DepthwiseConv2d
                || op instanceof MatrixOp.TransposeConv)) {
            line("convolution scale " + arithmetic.convolutionScale().label());
        }
        if (has(op -> op instanceof ReductionOp.Mean || op instanceof ReductionOp.Sum)) {
            line("kernel generation " + meanOf(arithmetic.kernelGeneration()).label());
        }
        if (has(op -> op instanceof ElementwiseOp.LeakyRelu leaky && leaky.alpha() < 0)) {
            boolean isOld = arithmetic.kernelGeneration().isBefore(KernelGeneration.SINCE_2026_03);
            line("negative alpha " + (isOld ? "times its mantissa" : "negates the product"));
        }
        for (Quirk quirk : QuirkScope.met(graph, arithmetic)) {
            line("quirk " + quirk.label());
        }
    }

    private static boolean feelsDerivation(Op op) {
        return switch (op) {
            case MatrixOp.FullyConnected _, MatrixOp.BatchMatmul _, BroadcastOp.Sub _, BroadcastOp.Div _,
                    ElementwiseOp.Relu _, ElementwiseOp.LeakyRelu _, ElementwiseOp.Abs _, ElementwiseOp.Rsqrt _,
                    ElementwiseOp.HardSwish _, RecurrentOp _ -> true;
            case MatrixOp _, WindowOp _, BroadcastOp _, ElementwiseOp _, ReductionOp _, LayoutOp _,
                    Op.Unsupported _ -> false;
        };
    }

    /** MEAN and SUM have not changed since. */
    private static KernelGeneration meanOf(KernelGeneration generation) {
        return generation.isBefore(KernelGeneration.SINCE_2023_04) ? generation : KernelGeneration.SINCE_2023_04;
    }

    private boolean has(Predicate<Op> kind) {
        return graph.nodes().stream().filter(node -> !graph.isFolded(node)).map(Node::op).anyMatch(kind);
    }

    private void node(Node node) {
        line(node.op().toString().replaceAll(", int32Sums=(true|false)", ""));
        node.inputs().forEach(this::operand);
        if (hasInt32Sums(node)) {
            line("int32 sums");
        }
        node.outputs().forEach(output -> define("writes", output));
    }

    /** Whether the option decides anything. */
    private boolean hasInt32Sums(Node node) {
        boolean option = switch (node.op()) {
            case MatrixOp.Conv2d op -> op.int32Sums();
            case MatrixOp.FullyConnected op -> op.int32Sums();
            default -> false;
        };
        return option
                && graph.tensor(node.inputs().getFirst()).type() == ElementType.INT16
                && (node.inputs().size() < 3 || node.inputs().get(2) == Node.ABSENT);
    }

    private void operand(int tensor) {
        if (tensor == Node.ABSENT) {
            line("absent");
            return;
        }
        Constant constant = graph.constant(tensor);
        if (constant == null) {
            line("reads " + number(tensor));
        } else {
            line("constant " + (isBias(graph.tensor(tensor)) ? shape(graph.tensor(tensor)) : describe(graph.tensor(tensor))));
            digest.update(constant.toBytes());
        }
    }

    private void output(int tensor) {
        if (graph.constant(tensor) == null) {
            line("output " + number(tensor));
        } else {
            line("output");
            operand(tensor);
        }
    }

    /** A variable gets its number where it is met first. */
    private int number(int tensor) {
        if (graph.variables().contains(tensor) && !numbers.containsKey(tensor)) {
            define("variable", tensor);
        }
        return Objects.requireNonNull(numbers.get(tensor));
    }

    private void define(String how, int tensor) {
        numbers.put(tensor, numbers.size());
        line(how + " " + describe(graph.tensor(tensor)));
    }

    /** Constants of int32 and int64 are biases, shapes and indices, whose scale no kernel uses. */
    private static boolean isBias(TensorSpec constant) {
        return constant.type() == ElementType.INT32 || constant.type() == ElementType.INT64;
    }

    private static String shape(TensorSpec spec) {
        return spec.type().label() + " " + spec.shape();
    }

    /** Type, shape and quantization. */
    private static String describe(TensorSpec spec) {
        StringBuilder text = new StringBuilder(shape(spec));
        Quantization quantization = spec.quantization();
        if (quantization.channels() > 0) {
            text.append(quantization.isPerChannel() ? " axis " + quantization.axis() : "");
            for (int c = 0; c < quantization.channels(); c++) {
                text.append(' ').append(Float.toHexString(quantization.scale(c))).append('*')
                        .append(quantization.zeroPoint(c));
            }
        }
        return text.toString();
    }

    private void line(String text) {
        digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
