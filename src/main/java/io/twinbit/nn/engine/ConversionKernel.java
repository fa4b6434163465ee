package io.twinbit.nn.engine;

import io.twinbit.nn.lower.ElementwiseStep;
import io.twinbit.nn.tensor.ElementType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Between float32 and integers, and between integers without scaling. */
final class ConversionKernel {
    private static final VarHandle FLOATS =
            MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

    private ConversionKernel() {}

    static void run(ElementwiseStep.Quantize step, byte[] in, int at, byte[] arena) {
        int width = step.type().bytes();
        int zeroPoint = step.zeroPoint();
        int min = (step.type() == ElementType.INT8 ? Byte.MIN_VALUE : Short.MIN_VALUE) - zeroPoint;
        int max = (step.type() == ElementType.INT8 ? Byte.MAX_VALUE : Short.MAX_VALUE) - zeroPoint;
        for (int i = 0; i < step.elements(); i++) {
            int rounded = round((float) FLOATS.get(in, at + 4 * i) / step.scale());
            Elements.put(arena, step.output() + width * i, width, Math.max(min, Math.min(rounded, max)) + zeroPoint);
        }
    }

    /** Half away from zero, saturated; the sum is exact in float64. What is not a number counts as 0. */
    private static int round(float steps) {
        return (int) (steps + (steps < 0 ? -0.5 : 0.5));
    }

    static void run(ElementwiseStep.Dequantize step, byte[] in, int at, byte[] arena) {
        int width = step.type().bytes();
        int mask = step.type() == ElementType.UINT8 ? 0xFF : -1;
        for (int i = 0; i < step.elements(); i++) {
            int x = (Elements.get(in, at + width * i, width) & mask) - step.zeroPoint();
            FLOATS.set(arena, step.output() + 4 * i, (float) ((double) step.scale() * x));
        }
    }

    static void run(ElementwiseStep.Cast step, byte[] in, int at, byte[] arena) {
        int from = step.from().bytes();
        int to = step.to().bytes();
        boolean real = step.from() == ElementType.FLOAT32;
        for (int i = 0; i < step.elements(); i++) {
            if (step.to() == ElementType.FLOAT32) {
                float value = real ? (float) FLOATS.get(in, at + from * i) : Elements.get(in, at + from * i, from);
                FLOATS.set(arena, step.output() + to * i, value);
            } else {
                int value = real ? (int) (float) FLOATS.get(in, at + from * i) : Elements.get(in, at + from * i, from);
                Elements.put(arena, step.output() + to * i, to, value);
            }
        }
    }
}
