package io.twinbit.nn.graph;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.testing.NetworkBuilder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RecurrentRulesTest {
    private static final Quantization Q = Quantization.perTensor(0.5f, 0);

    private NetworkBuilder network = new NetworkBuilder();

    private int weights(int... dims) {
        return network.constant(new byte[Arrays.stream(dims).reduce(1, (a, b) -> a * b)], Q, dims);
    }

    /** (2, 5) to (2, 4) with 3 filters a unit and a memory of 6. */
    private void svdf(int rank, int[] features, int[] times, int[] state, int[] out) {
        network = new NetworkBuilder();
        network.build(network.apply(
                new RecurrentOp.Svdf(rank, Activation.NONE), Q, out, network.input(Q, 2, 5), weights(features), weights(times),
                network.integers(1, 2, 3, 4), network.variable(ElementType.INT8, Q, state)));
    }

    private static void assertViolation(String part, Runnable building) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, building::run);
        assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
    }

    @Test
    void anSvdfWhoseShapesFit() {
        assertDoesNotThrow(() -> svdf(3, new int[] {12, 5}, new int[] {12, 6}, new int[] {2, 72}, new int[] {2, 4}));
    }

    @Test
    void theRankDividesTheFilters() {
        for (int bad : new int[] {5, 0, -1}) {
            assertViolation("rank " + bad + " does not divide 12 filters",
                    () -> svdf(bad, new int[] {12, 5}, new int[] {12, 6}, new int[] {2, 72}, new int[] {2, 4}));
        }
    }

    @Test
    void weightsAndStateOfAnSvdfFitEachOther() {
        assertViolation("input 1 of shape 12x4, 12x5 expected",
                () -> svdf(3, new int[] {12, 4}, new int[] {12, 6}, new int[] {2, 72}, new int[] {2, 4}));
        assertViolation("input 2 of shape 11x6, 12x6 expected",
                () -> svdf(3, new int[] {12, 5}, new int[] {11, 6}, new int[] {2, 72}, new int[] {2, 4}));
        assertViolation("input 3 of shape 4, 6 expected",
                () -> svdf(2, new int[] {12, 5}, new int[] {12, 6}, new int[] {2, 72}, new int[] {2, 6}));
        assertViolation("input 4 of shape 1x72, 2x72 expected",
                () -> svdf(3, new int[] {12, 5}, new int[] {12, 6}, new int[] {1, 72}, new int[] {2, 4}));
        assertViolation("output shape 2x3, the operator computes 2x4",
                () -> svdf(3, new int[] {12, 5}, new int[] {12, 6}, new int[] {2, 72}, new int[] {2, 3}));
        assertViolation("input 2 of shape 12, rank 2 expected",
                () -> svdf(3, new int[] {12, 5}, new int[] {12}, new int[] {2, 72}, new int[] {2, 4}));
    }

    @Test
    void stateIsVariable() {
        assertViolation("input 4 must be a variable tensor", () -> network.build(network.apply(
                new RecurrentOp.Svdf(1, Activation.NONE), Q, new int[] {1, 1}, network.input(Q, 1, 1), weights(1, 1),
                weights(1, 1), network.integers(1), weights(1, 1))));
    }

    /** (2, 7, 5) or, time outermost, (7, 2, 5), to as many times 4. */
    private void lstm(boolean timeMajor, int wrongOperand, int[] wrongShape) {
        network = new NetworkBuilder();
        Integer[] operands = new Integer[24];
        Arrays.fill(operands, -1);
        operands[0] = network.input(Q, timeMajor ? 7 : 2, timeMajor ? 2 : 7, 5);
        for (RecurrentOp.Gate gate : RecurrentOp.Gate.values()) {
            operands[gate.inputWeights()] = weights(4, 5);
            operands[gate.recurrentWeights()] = weights(4, 4);
            operands[gate.bias()] = network.integers(1, 2, 3, 4);
        }
        operands[18] = network.variable(ElementType.INT8, Q, wrongOperand == 18 ? wrongShape : new int[] {2, 4});
        operands[19] = network.variable(ElementType.INT16, Q, wrongOperand == 19 ? wrongShape : new int[] {2, 4});
        if (wrongOperand < 18) {
            operands[wrongOperand] = weights(wrongShape);
        }
        int[] out = {timeMajor ? 7 : 2, timeMajor ? 2 : 7, 4};
        network.build(network.apply(new RecurrentOp.UnidirectionalSequenceLstm(0, 0, timeMajor), Q, out, operands));
    }

    @Test
    void anLstmWhoseShapesFit() {
        assertDoesNotThrow(() -> lstm(true, 15, new int[] {4}));
        assertDoesNotThrow(() -> lstm(false, 15, new int[] {4}));
    }

    @Test
    void weightsAndStateOfAnLstmFitEachOther() {
        assertViolation("input 3 of shape 5x4, 4x5 expected", () -> lstm(true, 3, new int[] {5, 4}));
        assertViolation("input 8 of shape 5x4, 4x4 expected", () -> lstm(true, 8, new int[] {5, 4}));
        assertViolation("input 12 of shape 5, 4 expected", () -> lstm(true, 12, new int[] {5}));
        assertViolation("input 18 of shape 7x4, 2x4 expected", () -> lstm(true, 18, new int[] {7, 4}));
        assertViolation("input 19 of shape 2x3, as many elements as input 18 expected", () -> lstm(true, 19, new int[] {2, 3}));
    }
}
