package io.twinbit.nn.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.Op;
import io.twinbit.nn.graph.ReductionOp;
import io.twinbit.nn.lower.Lowering;
import io.twinbit.nn.lower.UnsupportedModelException;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.testing.NetworkBuilder;
import io.twinbit.testing.Profiles;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * MEAN and SUM of the kernels before 2022-11. The expected numbers are what {@code integer_ops/mean.h} and {@code
 * reference/reduce.h} of the Edge Impulse SDK 1.93.20, which still has them, give for these inputs, compiled with gcc.
 */
class OldSumsTest {
    private static final Quantization IN = Quantization.perTensor(0.05f, -9);
    private static final Quantization OUT = Quantization.perTensor(0.037f, 21);
    private static final int[] HEIGHT_AND_WIDTH = {2, 1};
    private static final int[] ONE_AND_THREE = {1, 3};

    /** From (1, 3, 4, 5). */
    private static int[] run(Op op, String profile, ElementType type, Quantization in, Quantization out, int[] axes) {
        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(type, in, 1, 3, 4, 5);
        int[] dims = op instanceof ReductionOp.Mean mean && mean.keepDims() ? new int[] {1, 1, 1, 5} : new int[] {1, 4};
        Graph graph = network.build(network.apply(op, type, out, dims, x, network.integers(axes)));
        Interpreter interpreter = new Interpreter(Lowering.lower(graph, Profiles.named(profile)));
        byte[] bytes = new byte[60 * type.bytes()];
        for (int i = 0; i < 60; i++) {
            if (type == ElementType.INT8) {
                bytes[i] = (byte) ((i * 37 + 11) % 256 - 128);
            } else {
                Int16.put(bytes, 2 * i, (i * 7919 + 13) % 65_536 - 32_768);
            }
        }
        interpreter.input(0).write(bytes, 0);
        interpreter.invoke();
        TensorView output = interpreter.output(0);
        return IntStream.range(0, output.elements())
                .map(i -> type == ElementType.INT8 ? output.int8(i) : output.int16(i))
                .toArray();
    }

    private static int[] old(Op op, ElementType type, Quantization in, Quantization out, int[] axes) {
        return run(op, "tflm-2021", type, in, out, axes);
    }

    private static Quantization symmetric(Quantization of) {
        return Quantization.perTensor(of.scale(), 0);
    }

    @Test
    void overHeightAndWidthTheRequantizedSumIsDivided() {
        Op op = new ReductionOp.Mean(true);
        assertArrayEquals(new int[] {39, 32, 24, 45, 37}, old(op, ElementType.INT8, IN, OUT, HEIGHT_AND_WIDTH));
        assertArrayEquals(
                new int[] {-8283, 2419, -1640, 1681, -2378},
                old(op, ElementType.INT16, symmetric(IN), symmetric(OUT), HEIGHT_AND_WIDTH));
    }

    @Test
    void inOneQuantizationTheSumIsDividedAlone() {
        assertArrayEquals(
                new int[] {-19, 11, 25, -10}, old(new ReductionOp.Mean(false), ElementType.INT8, IN, IN, ONE_AND_THREE));
    }

    @Test
    void elseTheMeanIsReal() {
        Op op = new ReductionOp.Mean(false);
        assertArrayEquals(new int[] {6, 49, 68, 18}, old(op, ElementType.INT8, IN, OUT, ONE_AND_THREE));
        assertArrayEquals(
                new int[] {-3671, 2603, -2932, -2562},
                old(op, ElementType.INT16, symmetric(IN), symmetric(OUT), ONE_AND_THREE));
    }

    @Test
    void aSumIsRealAndWraps() {
        Op op = new ReductionOp.Sum(false);
        Quantization fits = Quantization.perTensor(1.3f, 21);
        assertArrayEquals(new int[] {15, 33, 41, 20}, old(op, ElementType.INT8, IN, fits, ONE_AND_THREE));
        Quantization wraps = Quantization.perTensor(0.11f, 21);
        assertArrayEquals(new int[] {-53, -95, 3, 8}, old(op, ElementType.INT8, IN, wraps, ONE_AND_THREE));
    }

    @Test
    void todaysKernelsDiffer() {
        int[] today = run(new ReductionOp.Mean(false), "tflm-reference", ElementType.INT8, IN, IN, ONE_AND_THREE);
        assertNotEquals(-19, today[0], "rounded, not truncated");
    }

    @Test
    void moreAxesThanTheyHaveRoomFor() {
        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(IN, 2, 3, 4);
        Graph graph = network.build(network.apply(new ReductionOp.Mean(false), OUT, new int[] {}, x, network.integers(0, 1, 2)));
        UnsupportedModelException e =
                assertThrows(UnsupportedModelException.class, () -> Lowering.lower(graph, Profiles.named("tflm-2021")));
        assertTrue(e.reasons().getFirst().contains("rank 3 and 3 axes; kernels before 2022-11 have room for 5 and 2"), e.toString());
    }
}
