package io.twinbit.nn.lower;

/**
 * A function of an int16 as 513 values, between which kernels interpolate: value i belongs to the input {@code 128 * i -
 * 2^15}, and half of the error in the middle between two values is taken off the first. In float32, operation by
 * operation. Equals {@code LUTPopulateInt16} of TensorFlow Lite ({@code kernels/internal/common.h}).
 */
final class Int16Table {
    private static final int STEPS = 512;

    /** In float32. */
    interface Function {
        float of(float x);
    }

    private Int16Table() {}

    /** Input with {@code scale} and {@code zeroPoint}, output with {@code outputScale} and zero point 0. */
    static short[] of(float scale, int zeroPoint, float outputScale, Function function) {
        float first = scale * (Short.MIN_VALUE - zeroPoint);
        float last = scale * (Short.MAX_VALUE - zeroPoint);
        float step = (last - first) / STEPS;
        float perReal = 65536f / (outputScale * Short.MAX_VALUE - outputScale * Short.MIN_VALUE);
        short[] table = new short[STEPS + 1];
        for (int i = 0; i < STEPS; i++) {
            float value = round(function.of(first + i * step) * perReal);
            float middle = round(function.of(first + i * step + step / 2) * perReal);
            float interpolated = round((function.of(first + (i + 1) * step) * perReal + value) / 2);
            table[i] = saturated(value - round((interpolated - middle) / 2));
        }
        table[STEPS] = saturated(round(function.of(last) * perReal));
        return table;
    }

    /** Half away from zero. */
    private static float round(float x) {
        return x < 0 ? -Math.round(-x) : Math.round(x);
    }

    private static short saturated(float x) {
        return (short) Math.clamp(x, Short.MIN_VALUE, Short.MAX_VALUE);
    }
}
