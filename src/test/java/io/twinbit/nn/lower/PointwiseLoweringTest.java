package io.twinbit.nn.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.BroadcastOp;
import io.twinbit.nn.graph.ElementwiseOp;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.Op;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.testing.NetworkBuilder;
import io.twinbit.testing.Profiles;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the kernels refuse or leave undefined, and what of the arithmetic decides. */
class PointwiseLoweringTest {
    private static final Quantization Q = Quantization.perTensor(0.1f, 3);

    private static Quantization scale(double scale) {
        return Quantization.perTensor((float) scale, 0);
    }

    private static Graph one(Op op, ElementType from, Quantization in, ElementType to, Quantization out) {
        NetworkBuilder network = new NetworkBuilder();
        return network.build(network.apply(op, to, out, new int[] {4}, network.input(from, in, 4)));
    }

    private static Graph int8(Op op, Quantization in, Quantization out) {
        return one(op, ElementType.INT8, in, ElementType.INT8, out);
    }

    private static Graph pair(Op op, ElementType type, Quantization a, Quantization b, ElementType to, Quantization out) {
        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(type, a, 4);
        return network.build(network.apply(op, to, out, new int[] {4}, x, network.input(type, b, 4)));
    }

    private static void assertRefused(String part, Graph graph) {
        List<String> reasons = assertThrows(
                        UnsupportedModelException.class, () -> Lowering.lower(graph, Profiles.reference()))
                .reasons();
        assertEquals(1, reasons.size());
        assertTrue(reasons.getFirst().contains(part), reasons.getFirst());
    }

    @Test
    void comparisonsNeedScalesBelowOne() {
        Op less = new BroadcastOp.Compare(BroadcastOp.Relation.LESS);
        assertRefused("factor of 1.0, below 1 expected",
                pair(less, ElementType.INT8, scale(0.5), scale(1), ElementType.BOOL, Quantization.NONE));
        assertRefused("int16 is not supported here",
                pair(less, ElementType.INT16, scale(0.5), scale(0.5), ElementType.BOOL, Quantization.NONE));
    }

    @Test
    void aSumMustNotGrow() {
        Op sub = new BroadcastOp.Sub(Activation.NONE);
        assertRefused("below 1 expected", pair(sub, ElementType.INT8, Q, Q, ElementType.INT8, scale(1e-9)));
    }

    @Test
    void plainIntegersHaveNoScales() {
        Op add = new BroadcastOp.Add(Activation.NONE);
        assertRefused("int32 with scale 0.1 zero point 0 is not supported",
                pair(add, ElementType.INT32, scale(0.1), Quantization.NONE, ElementType.INT32, Quantization.NONE));
    }

    @Test
    void aQuotientIsNotShiftedLeft() {
        Op div = new BroadcastOp.Div(Activation.NONE);
        assertRefused("left shift of 24, at most 23", pair(div, ElementType.INT8, scale(1 << 20), scale(1), ElementType.INT8, scale(0.125)));
        assertRefused("int16 is not supported here", pair(div, ElementType.INT16, scale(1), scale(1), ElementType.INT16, scale(1)));
    }

    @Test
    void addNHasOneQuantizationAndASumThatFits() {
        assertRefused("one expected for all", pair(new BroadcastOp.AddN(), ElementType.INT8, Q, scale(0.1), ElementType.INT8, Q));
        NetworkBuilder network = new NetworkBuilder();
        Integer[] operands = Collections.nCopies(16, network.input(Q, 4)).toArray(Integer[]::new);
        assertRefused("16 inputs, whose sum may overflow",
                network.build(network.apply(new BroadcastOp.AddN(), Q, new int[] {4}, operands)));
    }

    @Test
    void sigmoidsOfInt16HaveTheirOutputScaleAndAMultiplierThatFits() {
        Op tanh = new ElementwiseOp.Tanh();
        assertRefused("scale 2^-15 expected", one(tanh, ElementType.INT16, scale(0.1), ElementType.INT16, scale(0.1)));
        Quantization out = scale(0x1p-15);
        assertRefused("1 to 65535 is defined", one(tanh, ElementType.INT16, scale(6), ElementType.INT16, out));
        assertRefused("1 to 65535 is defined", one(tanh, ElementType.INT16, scale(1e-15), ElementType.INT16, out));
    }

    @Test
    void powersOfTwoTakeNoMultiplier() {
        assertEquals(3, sigmoid(new ElementwiseOp.Logistic(), 0x1p-12).multiplier());
        assertEquals(6, sigmoid(new ElementwiseOp.Tanh(), 0x1p-11).multiplier());
        assertEquals(1.0003 * 0x1p-12f * 3 * 4096, sigmoid(new ElementwiseOp.Logistic(), 1.0003 * 0x1p-12).multiplier(), 1e-2);
        assertEquals(24576, sigmoid(new ElementwiseOp.Logistic(), 0x1p-11).multiplier());
    }

    private static ElementwiseStep.Sigmoid sigmoid(Op op, double scale) {
        Graph graph = one(op, ElementType.INT16, scale(scale), ElementType.INT16, scale(0x1p-15));
        return assertInstanceOf(
                ElementwiseStep.Sigmoid.class, Lowering.lower(graph, Profiles.reference()).steps().getFirst());
    }

    @Test
    void whatTheKernelsCannotScaleIsRefused() {
        assertRefused("below 1 expected", int8(new ElementwiseOp.HardSwish(), Q, scale(1e-4)));
        assertRefused("beyond int32", int8(new ElementwiseOp.Elu(), scale(1e6), scale(1e-6)));
        assertRefused("at least -11 is defined", int8(new ElementwiseOp.Rsqrt(), scale(1e6), scale(10)));
    }

    @Test
    void conversionsThatTheKernelsDoNotHaveAreRefused() {
        Op quantize = new ElementwiseOp.Quantize();
        assertRefused("int32 is not supported here", one(quantize, ElementType.FLOAT32, Quantization.NONE, ElementType.INT32, scale(1)));
        assertRefused("int16 is not supported here", one(quantize, ElementType.UINT8, scale(1), ElementType.INT16, scale(1)));
        Op cast = new ElementwiseOp.Cast();
        assertRefused("int64 is not supported here", one(cast, ElementType.INT8, Q, ElementType.INT64, Quantization.NONE));
        assertRefused("int32 is not supported here",
                one(new ElementwiseOp.Dequantize(), ElementType.INT32, scale(1), ElementType.FLOAT32, Quantization.NONE));
    }

    @Test
    void kernelsBefore202603MultiplyByANegativeAlphaItself() {
        Graph graph = one(new ElementwiseOp.LeakyRelu(-0.5f), ElementType.INT16, scale(1), ElementType.INT16, scale(1));
        assertEquals(1, slopes(graph, "tflm-reference").apply(-3), "-1.5 rounds half up to -1, negated");
        assertEquals(2, slopes(graph, "tflm-2021").apply(-3), "1.5 rounds half up to 2");
    }

    private static Slopes slopes(Graph graph, String profile) {
        return assertInstanceOf(
                        ElementwiseStep.Linear.class,
                        Lowering.lower(graph, Profiles.named(profile)).steps().getFirst())
                .slopes();
    }

    @Test
    void theArithmeticCountsWhereItIsFelt() {
        Op sub = new BroadcastOp.Sub(Activation.NONE);
        List<Graph> feeling = List.of(
                pair(sub, ElementType.INT8, Q, Q, ElementType.INT8, Q),
                pair(new BroadcastOp.Div(Activation.NONE), ElementType.INT8, Q, Q, ElementType.INT8, Q),
                int8(new ElementwiseOp.LeakyRelu(0.1f), Q, Q),
                int8(new ElementwiseOp.Abs(), Q, Q),
                int8(new ElementwiseOp.HardSwish(), Q, Q),
                int8(new ElementwiseOp.Rsqrt(), Q, Q));
        feeling.forEach(graph -> assertEquals(2, names(graph, "tflm-reference", "tflm-before-2026-10")));
        Op product = new BroadcastOp.Mul(Activation.NONE);
        assertEquals(1, names(pair(product, ElementType.INT8, Q, Q, ElementType.INT8, Q), "tflm-reference", "tflm-before-2026-10"));
    }

    @Test
    void theGenerationCountsForANegativeAlpha() {
        assertEquals(2, names(int8(new ElementwiseOp.LeakyRelu(-0.1f), Q, Q), "tflm-before-2026-10", "tflm-2021"));
        assertEquals(1, names(int8(new ElementwiseOp.LeakyRelu(0.1f), Q, Q), "tflm-before-2026-10", "tflm-2021"));
    }

    @Test
    void theScaleOfInt32DataCounts() {
        Op quantize = new ElementwiseOp.Quantize();
        Set<String> names = new HashSet<>();
        for (double scale : new double[] {0.1, 0.2}) {
            Graph graph = one(quantize, ElementType.INT32, scale(scale), ElementType.INT8, Q);
            names.add(Lowering.lower(graph, Profiles.reference()).arithmeticId());
        }
        assertEquals(2, names.size());
    }

    private static int names(Graph graph, String... profiles) {
        Set<String> names = new HashSet<>();
        for (String profile : profiles) {
            names.add(Lowering.lower(graph, Profiles.named(profile)).arithmeticId());
        }
        return names.size();
    }
}
