package io.twinbit.nn.engine;

import io.twinbit.nn.lower.ElementwiseStep;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Element by element: tables, and between float32 and int8. */
final class ConversionKernel {
    private static final VarHandle FLOATS =
            MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

    private ConversionKernel() {}

    static void run(ElementwiseStep step, Memory memory) {
        switch (step) {
            case ElementwiseStep.Lookup lookup -> run(lookup, memory);
            case ElementwiseStep.Quantize quantize -> run(quantize, memory);
            case ElementwiseStep.Dequantize dequantize -> run(dequantize, memory);
        }
    }

    private static void run(ElementwiseStep.Lookup step, Memory memory) {
        byte[] in = memory.of(step.input());
        int at = Memory.at(step.input());
        byte[] table = step.table();
        byte[] arena = memory.arena();
        int out = step.output();
        for (int i = 0; i < step.elements(); i++) {
            arena[out + i] = table[in[at + i] + 128];
        }
    }

    private static void run(ElementwiseStep.Quantize step, Memory memory) {
        byte[] in = memory.of(step.input());
        int at = Memory.at(step.input());
        for (int i = 0; i < step.elements(); i++) {
            float steps = (float) FLOATS.get(in, at + 4 * i) / step.scale();
            memory.arena()[step.output() + i] = quantize(steps, step.zeroPoint());
        }
    }

    /** Half away from zero; what is not a number counts as 0. */
    private static byte quantize(float steps, int zeroPoint) {
        long rounded = steps < 0 ? -Math.round((double) -steps) : Math.round((double) steps);
        long clamped = Math.clamp(rounded, Byte.MIN_VALUE - (long) zeroPoint, Byte.MAX_VALUE - (long) zeroPoint);
        return (byte) (clamped + zeroPoint);
    }

    private static void run(ElementwiseStep.Dequantize step, Memory memory) {
        byte[] in = memory.of(step.input());
        int at = Memory.at(step.input());
        for (int i = 0; i < step.elements(); i++) {
            float real = (float) ((double) step.scale() * (in[at + i] - step.zeroPoint()));
            FLOATS.set(memory.arena(), step.output() + 4 * i, real);
        }
    }
}
