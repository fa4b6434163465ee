package io.twinbit.nn.lower;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.Op;
import io.twinbit.nn.graph.RecurrentOp;
import io.twinbit.nn.graph.ReductionOp;
import io.twinbit.nn.graph.WindowOp;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.nn.tensor.Shape;
import io.twinbit.testing.NetworkBuilder;
import io.twinbit.testing.Profiles;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the kernels abort on, or have no result for, is refused; dimensions merge. */
class ReductionLoweringTest {
    private static final Quantization Q = Quantization.perTensor(0.1f, 3);
    private static final Quantization HUGE = Quantization.perTensor(1e5f, 0);

    private final NetworkBuilder network = new NetworkBuilder();

    private void assertRefused(String part, int output) {
        List<String> reasons = assertThrows(
                        UnsupportedModelException.class, () -> Lowering.lower(network.build(output), Profiles.reference()))
                .reasons();
        assertTrue(reasons.getFirst().contains(part), reasons.toString());
    }

    private int apply(Op op, ElementType type, Quantization quantization, int[] dims, Integer... operands) {
        return network.apply(op, type, quantization, dims, operands);
    }

    @Test
    void neighbouringDimensionsMerge() {
        Reduction reduction = Reduction.of(Shape.of(2, 1, 3, 4, 5, 6), 2, new long[] {2, -3});
        assertArrayEquals(new int[] {2, 30}, reduction.kept());
        assertArrayEquals(new int[] {720, 2}, reduction.keptStrides());
        assertArrayEquals(new int[] {12}, reduction.reduced());
        assertArrayEquals(new int[] {60}, reduction.reducedStrides());
        assertEquals(12, reduction.count());
    }

    @Test
    void everyOtherDimensionStaysApart() {
        Reduction reduction = Reduction.of(Shape.of(2, 3, 4, 5), 1, new long[] {0, 2});
        assertArrayEquals(new int[] {3, 5}, reduction.kept());
        assertArrayEquals(new int[] {20, 1}, reduction.keptStrides());
        assertArrayEquals(new int[] {2, 4}, reduction.reduced());
        assertArrayEquals(new int[] {60, 5}, reduction.reducedStrides());
    }

    @Test
    void aSoftmaxOfInt16WhoseDifferencesLeaveInt32() {
        int x = network.input(ElementType.INT16, HUGE, 4);
        Quantization probability = Quantization.perTensor(1f / 32_768, 0);
        assertRefused("a difference leaves int32",
                apply(new ReductionOp.Softmax(1), ElementType.INT16, probability, new int[] {4}, x));
    }

    @Test
    void aSoftmaxOfInt16IntoAnotherScale() {
        int x = network.input(ElementType.INT16, Quantization.perTensor(0.1f, 0), 4);
        assertRefused("scale 3.0517578E-5 zero point 0 expected", apply(
                new ReductionOp.Softmax(1), ElementType.INT16, Quantization.perTensor(1f / 32_000, 0), new int[] {4}, x));
    }

    @Test
    void squaresThatLeaveInt32() {
        int x = network.input(Q, 1 << 17);
        assertRefused("may leave int32", network.apply(
                new ReductionOp.L2Normalization(Activation.NONE), Quantization.perTensor(1f / 128, 0), new int[] {1 << 17}, x));
    }

    @Test
    void anExtremeThatWouldHaveToConvert() {
        int x = network.input(Q, 4);
        Quantization other = Quantization.perTensor(0.1f, 4);
        assertRefused("equal ones expected", network.apply(
                new ReductionOp.ReduceMax(false), other, new int[] {}, x, network.integers(0)));
    }

    @Test
    void aPlaceInInt64() {
        int x = network.input(Q, 4);
        assertRefused("int64 is not supported here", apply(
                new ReductionOp.ArgMax(), ElementType.INT64, Quantization.NONE, new int[] {}, x, network.integers(0)));
    }

    @Test
    void aCumulativeSumThatShiftsLeft() {
        int x = network.input(Q, 4);
        assertRefused("below 1 expected", network.apply(
                new ReductionOp.CumSum(false, false), Quantization.perTensor(1e-8f, 0), new int[] {4}, x, network.integers(0)));
    }

    @Test
    void aResizeWhoseRoundedScaleReadsBeyondTheInput() {
        int x = network.input(Q, 1, 7, 1, 1);
        assertRefused("reads beyond the input", network.apply(
                new WindowOp.ResizeBilinear(false, false), Q, new int[] {1, 2000, 1, 1}, x, network.integers(2000, 1)));
    }

    @Test
    void aResizeWithBothKindsOfCorners() {
        int x = network.input(Q, 1, 2, 2, 1);
        assertRefused("exclude each other", network.apply(
                new WindowOp.ResizeBilinear(true, true), Q, new int[] {1, 4, 4, 1}, x, network.integers(4, 4)));
    }

    private int svdf(Quantization weights, ElementType timeType, int bias) {
        int x = network.input(Q, 1, 1);
        int features = network.constant(new byte[1], weights, 1, 1);
        int times = network.constant(new byte[timeType.bytes()], timeType, Quantization.perTensor(0.1f, 0), 1, 1);
        int state = network.variable(ElementType.INT8, Quantization.perTensor(0.1f, 0), 1, 1);
        return network.apply(new RecurrentOp.Svdf(1, Activation.NONE), Q, new int[] {1, 1}, x, features, times, bias, state);
    }

    @Test
    void anSvdfWithoutItsBias() {
        assertRefused("no bias", svdf(Quantization.perTensor(0.1f, 0), ElementType.INT8, -1));
    }

    @Test
    void anSvdfWithABiasOfAnotherScale() {
        int bias = network.constant(new byte[4], ElementType.INT32, Quantization.perTensor(0.02f, 0), 1);
        assertRefused("the bias has scale 0.0199", svdf(Quantization.perTensor(0.1f, 0), ElementType.INT8, bias));
    }

    @Test
    void anSvdfWithWeightsThatItsKernelDoesNotKnow() {
        assertRefused("zero point 0 expected", svdf(Q, ElementType.INT8, -1));
    }

    @Test
    void anSvdfWhoseTimeWeightsAreNotOfItsStatesType() {
        assertRefused("int16 is not supported here, int8 is", svdf(Quantization.perTensor(0.1f, 0), ElementType.INT16, -1));
    }
}
