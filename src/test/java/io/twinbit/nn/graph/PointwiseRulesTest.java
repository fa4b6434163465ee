package io.twinbit.nn.graph;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.testing.NetworkBuilder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What makes an operator on pairs or single elements invalid, and what it says then. */
class PointwiseRulesTest {
    private static final Quantization Q = Quantization.perTensor(0.1f, 3);
    private static final int[] SHAPE = {2, 3};

    private final NetworkBuilder network = new NetworkBuilder();

    private void assertViolation(String part, Op op, ElementType type, int[] out, Integer... operands) {
        Quantization quantization = type == ElementType.BOOL ? Quantization.NONE : Q;
        int output = network.apply(op, type, quantization, out, operands);
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> network.build(output)).getMessage());
        assertTrue(message.contains(part), message);
    }

    private int[] inputs(ElementType... types) {
        return Arrays.stream(types)
                .mapToInt(type -> network.input(type, type == ElementType.BOOL ? Quantization.NONE : Q, SHAPE))
                .toArray();
    }

    @Test
    void shapesBroadcastToTheOutputs() {
        Op sub = new BroadcastOp.Sub(Activation.NONE);
        assertViolation("shapes 2x3 and 2 do not broadcast", sub, ElementType.INT8, SHAPE, network.input(Q, SHAPE), network.input(Q, 2));
    }

    @Test
    void theOutputHasTheStretchedShape() {
        int x = network.input(Q, 2, 1);
        assertViolation("output shape 2x1, the operator computes 2x3", new BroadcastOp.Maximum(), ElementType.INT8,
                new int[] {2, 1}, x, network.input(Q, 3));
    }

    @Test
    void bothHaveTheOutputsType() {
        int[] in = inputs(ElementType.INT8, ElementType.INT16);
        assertViolation("input 1 int16, output int8; one type expected", new BroadcastOp.Div(Activation.NONE), ElementType.INT8,
                SHAPE, in[0], in[1]);
    }

    @Test
    void slopesAreInt8() {
        int x = network.input(ElementType.INT16, Quantization.perTensor(0.1f, 0), SHAPE);
        int slope = network.input(ElementType.INT16, Quantization.perTensor(0.1f, 0), SHAPE);
        assertViolation("input 1 int16, int8 expected", new BroadcastOp.Prelu(), ElementType.INT16, SHAPE, x, slope);
    }

    @Test
    void aComparisonGivesBool() {
        int[] in = inputs(ElementType.INT8, ElementType.INT8);
        Op less = new BroadcastOp.Compare(BroadcastOp.Relation.LESS);
        assertViolation("output int8, bool expected", less, ElementType.INT8, SHAPE, in[0], in[1]);
    }

    @Test
    void aSelectionIsByBool() {
        int[] in = inputs(ElementType.INT8, ElementType.INT8, ElementType.INT8);
        assertViolation("input 0 int8, bool expected", new BroadcastOp.SelectV2(), ElementType.INT8, SHAPE, in[0], in[1], in[2]);
    }

    @Test
    void aSelectionIsOfTheOutputsType() {
        int[] in = inputs(ElementType.BOOL, ElementType.INT8, ElementType.INT32);
        assertViolation("input 2 int32, int8 expected", new BroadcastOp.SelectV2(), ElementType.INT8, SHAPE, in[0], in[1], in[2]);
    }

    @Test
    void addNDoesNotBroadcast() {
        assertViolation("input 1 has shape 3, 2x3 as the output expected", new BroadcastOp.AddN(), ElementType.INT8, SHAPE,
                network.input(Q, SHAPE), network.input(Q, 3));
    }

    @Test
    void alphaIsANumber() {
        assertViolation("alpha NaN", new ElementwiseOp.LeakyRelu(Float.NaN), ElementType.INT8, SHAPE, network.input(Q, SHAPE));
    }

    @Test
    void everyElementHasItsOutput() {
        assertViolation("output shape 3x2, the operator computes 2x3", new ElementwiseOp.Tanh(), ElementType.INT8,
                new int[] {3, 2}, network.input(Q, SHAPE));
    }

    @Test
    void int16LeavesNoRoomForAZeroPoint() {
        int x = network.input(ElementType.INT16, Q, SHAPE);
        assertViolation("int16 with zero point 3", new ElementwiseOp.Abs(), ElementType.INT16, SHAPE, x);
    }
}
