package io.twinbit.nn.graph;

import io.twinbit.nn.tensor.Constant;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongBinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Computes before the first inference what no input decides: int32 and int64 tensors from SHAPE, and from constants by
 * operators that move elements, ADD, SUB, MUL, MAXIMUM, MINIMUM and CAST. That is how converters spell a shape (SHAPE,
 * STRIDED_SLICE and PACK in front of RESHAPE). What would overflow is left to be refused.
 *
 * <p>A folded graph has the same nodes and tensors; the outputs of those that need not run are constants ({@link
 * Graph#isFolded}).
 */
public final class ConstantFolding {
    /** Of all that is found; shapes take a few bytes each. */
    private static final long MAX_BYTES = 1 << 20;

    private final Graph graph;
    private final Map<Integer, Constant> constants;
    private long bytes;

    ConstantFolding(Graph graph) {
        this.graph = graph;
        this.constants = new HashMap<>(graph.constants());
    }

    /** Of a graph that obeys {@link GraphRules}. */
    public static Graph fold(Graph graph) {
        ConstantFolding folding = new ConstantFolding(graph);
        for (int i = 0; i < graph.nodes().size(); i++) {
            folding.visit(i);
        }
        return new Graph(
                graph.tensors(), folding.constants, graph.nodes(), graph.inputs(), graph.outputs(), graph.variables());
    }

    /** A node's operands, with the constants found so far. */
    Operands operands(int number) {
        return new Operands(graph, number, constants);
    }

    /** Folds a node that obeys the rules, if that can be done; those before it are visited. */
    void visit(int number) {
        Operands operands = operands(number);
        List<TensorSpec> outputs = operands.node().outputs().stream().map(graph::tensor).toList();
        long needed = outputs.stream().mapToLong(TensorSpec::bytes).sum();
        boolean areIntegers = outputs.stream().map(TensorSpec::type).allMatch(ConstantFolding::isInteger);
        if (outputs.isEmpty() || !areIntegers || bytes + needed > MAX_BYTES) {
            return;
        }
        List<byte[]> contents = contents(operands.node().op(), operands);
        for (int o = 0; o < contents.size(); o++) {
            constants.put(operands.node().outputs().get(o), Constant.of(contents.get(o)));
        }
        bytes += contents.isEmpty() ? 0 : needed;
    }

    private static boolean isInteger(ElementType type) {
        return type == ElementType.INT32 || type == ElementType.INT64;
    }

    /** Of all outputs; none if they are not known. */
    private static List<byte[]> contents(Op operator, Operands operands) {
        return switch (operator) {
            case LayoutOp.ShapeOf _ -> {
                long[] shape = Arrays.stream(operands.in(0).toArray()).asLongStream().toArray();
                yield List.of(bytes(operands.output().type(), shape));
            }
            case LayoutOp op when areConstant(operands) -> moved(op, operands);
            case BroadcastOp op when areConstant(operands) -> computed(op, operands);
            case ElementwiseOp.Cast _ when areConstant(operands) -> pairwise((a, _) -> a, 0, operands);
            case LayoutOp _, BroadcastOp _, ElementwiseOp _, MatrixOp _, WindowOp _, ReductionOp _, RecurrentOp _,
                    Op.Unsupported _ -> List.of();
        };
    }

    private static boolean areConstant(Operands operands) {
        return operands.inputs() > 0
                && IntStream.range(0, operands.inputs()).allMatch(i -> operands.constant(i) != null);
    }

    private static List<byte[]> moved(LayoutOp operator, Operands operands) {
        return switch (operator) {
            case LayoutOp.Gather op -> gathered(op, operands);
            case LayoutOp.StridedSlice op when !op.isPlain() -> List.of();
            case LayoutOp.Concatenation op when op.activation() != Activation.NONE -> List.of();
            case LayoutOp.Pad _, LayoutOp.GatherNd _, LayoutOp.SpaceToBatchNd _ -> List.of();
            case LayoutOp.Reshape _, LayoutOp.Squeeze _, LayoutOp.ExpandDims _, LayoutOp.ShapeOf _, LayoutOp.PadV2 _,
                    LayoutOp.MirrorPad _, LayoutOp.Concatenation _, LayoutOp.Pack _, LayoutOp.Unpack _,
                    LayoutOp.Split _, LayoutOp.SplitV _, LayoutOp.Slice _, LayoutOp.StridedSlice _,
                    LayoutOp.Transpose _, LayoutOp.ReverseV2 _, LayoutOp.BroadcastTo _, LayoutOp.SpaceToDepth _,
                    LayoutOp.DepthToSpace _, LayoutOp.BatchToSpaceNd _ ->
                run(LayoutMoves.of(operator, operands), operands);
        };
    }

    private static List<byte[]> run(List<Move> moves, Operands operands) {
        int elementBytes = operands.output().type().bytes();
        List<byte[]> outputs = operands.node().outputs().stream()
                .map(output -> new byte[operands.graph().tensor(output).bytes()])
                .toList();
        for (Move move : moves) {
            byte[] target = outputs.get(move.output());
            Constant source = operands.constant(move.input());
            move.run(source == null ? target : source.toBytes(), target, elementBytes);
        }
        return outputs;
    }

    private static List<byte[]> gathered(LayoutOp.Gather op, Operands operands) {
        long[] indices = operands.integers(1);
        Constant input = operands.constant(0);
        if (indices == null || input == null) {
            return List.of();
        }
        GatherDims dims = GatherDims.of(op, operands.in(0), operands.in(1));
        return listOf(dims.run(input.toBytes(), indices, operands.output().type().bytes()));
    }

    private static List<byte[]> computed(BroadcastOp operator, Operands operands) {
        return switch (operator) {
            case BroadcastOp.Add(Activation activation) when activation == Activation.NONE ->
                pairwise(Math::addExact, 1, operands);
            case BroadcastOp.Sub(Activation activation) when activation == Activation.NONE ->
                pairwise(Math::subtractExact, 1, operands);
            case BroadcastOp.Mul(Activation activation) when activation == Activation.NONE ->
                pairwise(Math::multiplyExact, 1, operands);
            case BroadcastOp.Maximum _ -> pairwise(Math::max, 1, operands);
            case BroadcastOp.Minimum _ -> pairwise(Math::min, 1, operands);
            case BroadcastOp.Add _, BroadcastOp.Sub _, BroadcastOp.Mul _, BroadcastOp.Div _,
                    BroadcastOp.SquaredDifference _, BroadcastOp.Prelu _, BroadcastOp.Compare _,
                    BroadcastOp.SelectV2 _, BroadcastOp.AddN _ -> List.of();
        };
    }

    /** Of inputs 0 and {@code second}, which are as long as the output or one number. */
    private static List<byte[]> pairwise(LongBinaryOperator operator, int second, Operands operands) {
        long[] a = operands.integers(0);
        long[] b = operands.integers(second);
        long[] result = new long[operands.out().elements()];
        if (a == null || b == null || operands.outputs() != 1 || !fits(a, result) || !fits(b, result)) {
            return List.of();
        }
        try {
            Arrays.setAll(result, i -> operator.applyAsLong(a[i % a.length], b[i % b.length]));
            return listOf(bytes(operands.output().type(), result));
        } catch (ArithmeticException _) {
            return List.of();
        }
    }

    private static boolean fits(long[] operand, long[] result) {
        return operand.length == 1 || operand.length == result.length;
    }

    private static List<byte[]> listOf(byte @Nullable [] content) {
        return Stream.ofNullable(content).toList();
    }

    /** Little-endian; a number that int32 does not hold is an ArithmeticException. */
    private static byte[] bytes(ElementType type, long[] numbers) {
        ByteBuffer buffer = ByteBuffer.allocate(type.bytes() * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long number : numbers) {
            if (type == ElementType.INT64) {
                buffer.putLong(number);
            } else {
                buffer.putInt(Math.toIntExact(number));
            }
        }
        return buffer.array();
    }
}
