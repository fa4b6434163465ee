package io.twinbit.nn.engine;

import io.twinbit.nn.fixed.Multiplier;
import io.twinbit.nn.fixed.Rounding;
import io.twinbit.nn.fixed.SigmoidTable;
import io.twinbit.nn.lower.RecurrentStep;
import io.twinbit.nn.tensor.ElementType;
import java.util.Arrays;

/** UNIDIRECTIONAL_SEQUENCE_LSTM: one batch after another, in it one time after another, in it one unit after another. */
final class LstmKernel {
    /** From Q3.12 to the argument of the table. */
    private static final int TO_TABLE = 3;

    private LstmKernel() {}

    static void run(RecurrentStep.Lstm step, Memory memory) {
        if (step.forgets()) {
            forget(step, memory);
        }
        for (int batch = 0; batch < step.batches(); batch++) {
            for (int time = 0; time < step.times(); time++) {
                int row = step.timeMajor() ? time * step.batches() + batch : batch * step.times() + time;
                advance(step, memory, batch, row);
            }
        }
    }

    private static void forget(RecurrentStep.Lstm step, Memory memory) {
        int elements = step.batches() * step.units();
        byte[] arena = memory.arena();
        Arrays.fill(arena, step.cellState(), step.cellState() + elements * Short.BYTES, (byte) 0);
        int empty = step.type() == ElementType.INT8 ? step.hidden().zeroPoint() : 0;
        Arrays.fill(arena, step.hiddenState(), step.hiddenState() + elements * step.type().bytes(), (byte) empty);
    }

    /** Every gate sees the hidden state of the time before, so the new one is gathered first. */
    private static void advance(RecurrentStep.Lstm step, Memory memory, int batch, int row) {
        int units = step.units();
        int elementBytes = step.type().bytes();
        byte[] in = memory.of(step.input());
        int at = Memory.at(step.input()) + row * step.inputs() * elementBytes;
        byte[] arena = memory.arena();
        int hidden = step.hiddenState() + batch * units * elementBytes;
        int[] next = memory.sums();
        for (int u = 0; u < units; u++) {
            int cell = cell(step, in, at, arena, hidden, step.cellState() + (batch * units + u) * Short.BYTES, u);
            int tanh = SigmoidTable.tanh(step.cell().tanhArgument(cell), step.sigmoid());
            next[u] = step.hidden().apply(tanh * sigmoid(step, step.outputGate(), in, at, arena, hidden, u), 0);
        }
        put(next, arena, hidden, units, step.type());
        put(next, arena, step.output() + row * units * elementBytes, units, step.type());
    }

    /** Forgets and takes in; returns the cell that was put to {@code place}. */
    private static int cell(RecurrentStep.Lstm step, byte[] in, int at, byte[] arena, int hidden, int place, int u) {
        RecurrentStep.Cell cell = step.cell();
        int forget = sigmoid(step, step.forgetGate(), in, at, arena, hidden, u);
        int kept = cell.forget().apply(forget * Int16.get(arena, place), 0);
        int candidate = TO_TABLE * gate(step, step.candidate(), in, at, arena, hidden, u);
        int input = sigmoid(step, step.inputGate(), in, at, arena, hidden, u);
        int update = cell.update().apply(input * SigmoidTable.tanh(candidate, step.sigmoid()), 0);
        int next = Math.clamp(saturated(kept + update), -cell.clip(), cell.clip());
        Int16.put(arena, place, next);
        return next;
    }

    private static int sigmoid(
            RecurrentStep.Lstm step, RecurrentStep.Gate gate, byte[] in, int at, byte[] arena, int hidden, int u) {
        return SigmoidTable.logistic(TO_TABLE * gate(step, gate, in, at, arena, hidden, u), step.sigmoid());
    }

    private static int gate(
            RecurrentStep.Lstm step, RecurrentStep.Gate gate, byte[] in, int at, byte[] arena, int hidden, int u) {
        int now = product(step, gate.weights(), gate.bias(), gate.factor(), in, at, step.inputs(), u);
        int before = product(
                step, gate.recurrentWeights(), gate.recurrentBias(), gate.recurrentFactor(), arena, hidden, step.units(),
                u);
        return saturated(now + before);
    }

    /** Unit {@code u}'s sum over {@code count} elements, of int16 in 64 bits and of int8 in 32, which wrap; scaled. */
    private static int product(
            RecurrentStep.Lstm step, byte[] weights, long[] bias, Multiplier factor, byte[] in, int at, int count,
            int u) {
        if (step.type() == ElementType.INT16) {
            long sum = bias[u] + dotInt16(weights, u * count, in, at, count);
            return saturated(Rounding.multiplyWide(sum, factor.mantissa(), factor.shift()));
        }
        int sum = (int) bias[u] + MatrixKernel.dot(in, at, weights, u * count, count);
        return saturated(step.rounding().multiply(sum, factor));
    }

    private static long dotInt16(byte[] weights, int from, byte[] in, int at, int count) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += weights[from + i] * Int16.get(in, at + i * Short.BYTES);
        }
        return sum;
    }

    private static int saturated(int x) {
        return Math.clamp(x, Short.MIN_VALUE, Short.MAX_VALUE);
    }

    private static void put(int[] values, byte[] arena, int at, int count, ElementType type) {
        for (int i = 0; i < count; i++) {
            if (type == ElementType.INT16) {
                Int16.put(arena, at + i * Short.BYTES, values[i]);
            } else {
                arena[at + i] = (byte) values[i];
            }
        }
    }
}
