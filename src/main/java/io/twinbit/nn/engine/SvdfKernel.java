package io.twinbit.nn.engine;

import io.twinbit.nn.lower.RecurrentStep;
import io.twinbit.nn.tensor.ElementType;

/** SVDF: the past moves on by one value in each filter, then each unit sums over the past of its filters. */
final class SvdfKernel {
    private SvdfKernel() {}

    static void run(RecurrentStep.Svdf step, Memory memory) {
        byte[] in = memory.of(step.input());
        int at = Memory.at(step.input());
        for (int batch = 0; batch < step.batches(); batch++) {
            remember(step, in, at + batch * step.inputs(), memory.arena(), batch * step.filters());
            respond(step, memory.arena(), batch);
        }
    }

    /** Puts each filter's new value behind its past, whose oldest goes. */
    private static void remember(RecurrentStep.Svdf step, byte[] in, int at, byte[] arena, int firstRow) {
        int elementBytes = step.stateType().bytes();
        int rowBytes = step.memory() * elementBytes;
        for (int f = 0; f < step.filters(); f++) {
            int sum = step.featureBias()[f]
                    + MatrixKernel.dot(in, at, step.featureWeights(), f * step.inputs(), step.inputs());
            int value = step.featureStage().apply(sum, 0) + step.stateZeroPoint();
            int row = step.state() + (firstRow + f) * rowBytes;
            System.arraycopy(arena, row + elementBytes, arena, row, rowBytes - elementBytes);
            int newest = row + rowBytes - elementBytes;
            if (step.stateType() == ElementType.INT16) {
                Int16.put(arena, newest, value);
            } else {
                arena[newest] = (byte) value;
            }
        }
    }

    /** The past of a unit's filters lies together, and so do the weights of it. */
    private static void respond(RecurrentStep.Svdf step, byte[] arena, int batch) {
        int units = step.bias().length;
        int count = step.rank() * step.memory();
        for (int u = 0; u < units; u++) {
            int past = (batch * units + u) * count;
            int sum = step.stateType() == ElementType.INT16
                    ? dotWide(step.timeWeights(), u * count, arena, step.state() + past * Short.BYTES, count)
                    : dot(step.timeWeights(), u * count, arena, step.state() + past, count);
            arena[step.output() + batch * units + u] = (byte) step.stage().apply(step.bias()[u] + sum, 0);
        }
    }

    private static int dot(short[] weights, int from, byte[] arena, int at, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += weights[from + i] * arena[at + i];
        }
        return sum;
    }

    private static int dotWide(short[] weights, int from, byte[] arena, int at, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += weights[from + i] * Int16.get(arena, at + i * Short.BYTES);
        }
        return sum;
    }
}
