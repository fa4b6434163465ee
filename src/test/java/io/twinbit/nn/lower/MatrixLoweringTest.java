package io.twinbit.nn.lower;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.MatrixOp;
import io.twinbit.nn.graph.Node;
import io.twinbit.nn.graph.Padding;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.testing.NetworkBuilder;
import io.twinbit.testing.Profiles;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

class MatrixLoweringTest {
    private static final Quantization Q = Quantization.perTensor(0.1f, 0);
    private static final MatrixOp CONV = new MatrixOp.Conv2d(Padding.VALID, 1, 1, 1, 1, Activation.NONE);
    private static final MatrixOp DEPTHWISE =
            new MatrixOp.DepthwiseConv2d(Padding.VALID, 1, 1, 1, 1, 1, Activation.NONE);

    @Test
    void biasesOfInt16AreWhatTheKernelsTakeThemFor() {
        assertRefused("a bias of int32 is not supported, int64 expected", pixel(DEPTHWISE, Q, n -> n.integers(5)));
        assertRefused(
                "a bias of int8 is not supported, int32 and int64 expected",
                pixel(CONV, Q, n -> n.constant(new byte[1], Q, 1)));
    }

    @Test
    void anAbsentBiasOfADepthwiseConvolutionIsLeftOut() {
        assertRefused("makes the kernels abort", pixel(DEPTHWISE, Q, n -> Node.ABSENT));
        Lowering.lower(pixel(CONV, Q, n -> Node.ABSENT), Profiles.reference());
    }

    @Test
    void accumulatorsOfInt16StayBelow48Bits() {
        long most = (1L << 47) - 127 * 32_768 - 1;
        Lowering.lower(pixel(CONV, Q, n -> n.longs(most)), Profiles.reference());
        assertRefused("accumulators of 2^47", pixel(CONV, Q, n -> n.longs(most + 1)));
        assertRefused("accumulators of 2^47", pixel(CONV, Q, n -> n.longs(Long.MIN_VALUE)));
    }

    @Test
    void a64BitSumIsShiftedLeftBySevenAtMost() {
        Quantization out = Quantization.perTensor(0.01f / 128, 0); // 128: a shift of 8
        assertRefused("needs a left shift of 8, at most 7 for a sum of 64 bits", pixel(CONV, out, n -> n.longs(0)));
        Lowering.lower(pixel(CONV, out, n -> n.integers(0)), Profiles.reference());
    }

    /** One int16 pixel times the weight 127 of scale 0.1. */
    private static Graph pixel(MatrixOp op, Quantization out, ToIntFunction<NetworkBuilder> bias) {
        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(ElementType.INT16, Q, 1, 1, 1, 1);
        int w = network.constant(new byte[] {127}, Q, 1, 1, 1, 1);
        int b = bias.applyAsInt(network);
        return network.build(network.apply(op, ElementType.INT16, out, new int[] {1, 1, 1, 1}, x, w, b));
    }

    @Test
    void stepsTellThatWeightsAreInt4() {
        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(Q, 1, 1, 1, 3);
        int w = network.constant(new byte[] {(byte) 0x8F, 0x07}, ElementType.INT4, Q, 1, 1, 1, 3);
        Graph graph = network.build(network.apply(CONV, Q, new int[] {1, 1, 1, 1}, x, w));
        Program program = Lowering.lower(graph, Profiles.reference());
        MatrixStep.Conv2d step = assertInstanceOf(MatrixStep.Conv2d.class, program.steps().getFirst());
        assertEquals(ElementType.INT4, step.matrix().weightsType());
        assertArrayEquals(new byte[] {-1, -8, 7}, step.matrix().weights());
        assertEquals(2, program.weightsBytes());
    }

    @Test
    void int4WeightsOfFullyConnectedHaveOneScale() {
        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(Q, 1, 1);
        Quantization perUnit = Quantization.perChannel(new float[] {1, 2}, new int[2], 0);
        int w = network.constant(new byte[1], ElementType.INT4, perUnit, 2, 1);
        MatrixOp op = new MatrixOp.FullyConnected(false, Activation.NONE);
        Graph graph = network.build(network.apply(op, Q, new int[] {1, 2}, x, w));
        assertRefused("int4 weights with a scale for each unit", graph);
    }

    @Test
    void aTransposedConvolutionIsOneConvolutionForEachRemainder() {
        Program program = Lowering.lower(transposed(ElementType.INT8, 2, 3), Profiles.reference());
        assertEquals(6, program.steps().size());
        int cells = program.steps().stream()
                .mapToInt(step -> assertInstanceOf(MatrixStep.Conv2d.class, step).matrix().depth())
                .sum();
        assertEquals(25, cells);
        assertEquals(4 * 25, program.macs());
        assertRefused("stride 17x16 for 1 units", transposed(ElementType.INT8, 17, 16));
        assertRefused("int4 weights are not supported", transposed(ElementType.INT4, 2, 2));
    }

    private static Graph transposed(ElementType weights, int strideH, int strideW) {
        NetworkBuilder network = new NetworkBuilder();
        int[] shape = {1, 2 * strideH, 2 * strideW, 1};
        int s = network.integers(shape);
        int w = network.constant(new byte[(int) weights.bytesOf(25)], weights, Q, 1, 5, 5, 1);
        int x = network.input(Q, 1, 2, 2, 1);
        MatrixOp op = new MatrixOp.TransposeConv(Padding.SAME, strideH, strideW, Activation.NONE);
        return network.build(network.apply(op, Q, shape, s, w, x));
    }

    private static void assertRefused(String part, Graph graph) {
        UnsupportedModelException e = assertThrows(
                UnsupportedModelException.class, () -> Lowering.lower(graph, Profiles.reference()));
        assertTrue(e.reasons().getFirst().contains(part), e.reasons().toString());
    }
}
