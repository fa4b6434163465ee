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

    static void run(ElementwiseStep.Cast step, byte[] in, int at, Memory memory) {
        int from = step.from().bytes();
        int to = step.to().bytes();
        if (step.from() == step.to()) {
            System.arraycopy(in, at, memory.arena(), step.output(), step.elements() * from);
            return;
        }
        int[] block = memory.blockA();
        for (int i = 0; i < step.elements(); i += Memory.BLOCK) {
            int count = Math.min(Memory.BLOCK, step.elements() - i);
            if (step.from() == ElementType.FLOAT32) {
                truncate(in, at + from * i, block, count);
            } else {
                Elements.load(in, at + from * i, from, from, block, count);
            }
            if (step.to() == ElementType.FLOAT32) {
                toReal(block, memory.arena(), step.output() + to * i, count);
            } else {
                Elements.store(block, memory.arena(), step.output() + to * i, to, count);
            }
        }
    }

    private static void truncate(byte[] in, int at, int[] integers, int count) {
        for (int i = 0; i < count; i++) {
            integers[i] = (int) (float) FLOATS.get(in, at + 4 * i);
        }
    }

    private static void toReal(int[] integers, byte[] arena, int at, int count) {
        for (int i = 0; i < count; i++) {
            FLOATS.set(arena, at + 4 * i, (float) integers[i]);
        }
    }
}
