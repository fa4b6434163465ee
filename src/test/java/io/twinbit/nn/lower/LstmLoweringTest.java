package io.twinbit.nn.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.nn.engine.Interpreter;
import io.twinbit.nn.graph.RecurrentOp.Gate;
import io.twinbit.nn.graph.RecurrentOp.UnidirectionalSequenceLstm;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.testing.NetworkBuilder;
import io.twinbit.testing.Profiles;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An LSTM of one unit on one input and one time; what its kernel does not take is refused. */
class LstmLoweringTest {
    private static final Quantization Q = Quantization.perTensor(0.01f, 0);
    private static final Quantization CELL = Quantization.perTensor(0x1p-11f, 0);

    private final NetworkBuilder network = new NetworkBuilder();
    private final Integer[] operands = new Integer[24];
    private Quantization cell = CELL;

    private int lstm() {
        Integer[] given = operands.clone();
        Arrays.setAll(operands, i -> given[i] != null ? given[i] : -1);
        operands[0] = network.input(Q, 1, 1, 1);
        for (Gate gate : Gate.values()) {
            operands[gate.inputWeights()] = network.constant(new byte[] {100}, Q, 1, 1);
            operands[gate.recurrentWeights()] = network.constant(new byte[] {90}, Q, 1, 1);
            operands[gate.bias()] = network.integers(500);
        }
        operands[UnidirectionalSequenceLstm.HIDDEN] = network.variable(ElementType.INT8, Q, 1, 1);
        operands[UnidirectionalSequenceLstm.CELL] = network.variable(ElementType.INT16, cell, 1, 1);
        for (int i = 1; i < given.length; i++) {
            operands[i] = given[i] != null ? given[i] : operands[i];
        }
        return network.apply(new UnidirectionalSequenceLstm(0, 0, false), Q, new int[] {1, 1, 1}, operands);
    }

    private void assertRefused(String part) {
        int output = lstm();
        List<String> reasons = assertThrows(
                        UnsupportedModelException.class, () -> Lowering.lower(network.build(output), Profiles.reference()))
                .reasons();
        assertTrue(reasons.getFirst().contains(part), reasons.toString());
    }

    @Test
    void theHiddenStateIsTheOutput() {
        int y = lstm();
        Interpreter interpreter = new Interpreter(
                Lowering.lower(network.build(y, operands[UnidirectionalSequenceLstm.HIDDEN]), Profiles.reference()));
        int last = 0;
        for (int time = 0; time < 3; time++) {
            interpreter.input(0).setInt8(0, (byte) 60);
            interpreter.invoke();
            assertTrue(interpreter.output(0).int8(0) > last, "it grows while the cell fills");
            last = interpreter.output(0).int8(0);
            assertEquals(last, interpreter.output(1).int8(0));
        }
    }

    @Test
    void workCountsTheWeightsOfEveryGate() {
        Program program = Lowering.lower(network.build(lstm()), Profiles.reference());
        assertEquals(8, program.macs());
        assertEquals(8, program.weightsBytes());
    }

    @Test
    void aPeephole() {
        operands[9] = network.constant(new byte[1], Q, 1);
        assertRefused("input 9 is there");
    }

    @Test
    void coupledGates() {
        operands[Gate.INPUT.inputWeights()] = -1;
        assertRefused("input 1 is absent");
    }

    @Test
    void weightsWithAZeroPoint() {
        operands[Gate.FORGET.recurrentWeights()] = network.constant(new byte[1], Quantization.perTensor(0.1f, 1), 1, 1);
        assertRefused("input 6 with scale 0.1 zero point 1, zero point 0 expected");
    }

    @Test
    void aBiasOfInt64ForInt8() {
        operands[Gate.CELL.bias()] = network.constant(new byte[8], ElementType.INT64, Q, 1);
        assertRefused("int64 is not supported here, int32 is");
    }

    @Test
    void aCellWithAScaleThatLeavesTheTable() {
        cell = Quantization.perTensor(8, 0);
        assertRefused("cell scale 8.0, 2^-42 to 2^2 expected");
    }

    @Test
    void aHiddenStateOfAnotherType() {
        operands[UnidirectionalSequenceLstm.HIDDEN] = network.variable(ElementType.INT16, Q, 1, 1);
        assertRefused("int16 is not supported here, int8 is");
    }
}
