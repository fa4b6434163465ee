package io.twinbit.nn.tensor;

import java.util.Arrays;

/**
 * What a tensor's integers mean: {@code real = scale * (integer - zeroPoint)}, with one scale and zero point for the
 * whole tensor, or one for each index of dimension {@code axis}.
 */
public final class Quantization {
    /** No quantization: the elements are plain numbers. */
    public static final Quantization NONE = new Quantization(new float[0], new int[0], 0);

    private final float[] scales;
    private final int[] zeroPoints;
    private final int axis;

    private Quantization(float[] scales, int[] zeroPoints, int axis) {
        this.scales = scales;
        this.zeroPoints = zeroPoints;
        this.axis = axis;
    }

    public static Quantization perTensor(float scale, int zeroPoint) {
        return perChannel(new float[] {scale}, new int[] {zeroPoint}, 0);
    }

    /** One scale and zero point for each index of dimension {@code axis}; every scale is finite and above 0. */
    public static Quantization perChannel(float[] scales, int[] zeroPoints, int axis) {
        if (scales.length == 0 || scales.length != zeroPoints.length) {
            throw new IllegalArgumentException(scales.length + " scales, " + zeroPoints.length + " zero points");
        }
        for (float scale : scales) {
            if (!(scale > 0) || Float.isInfinite(scale)) {
                throw new IllegalArgumentException("scale " + scale);
            }
        }
        return new Quantization(scales.clone(), zeroPoints.clone(), axis);
    }

    public boolean isNone() {
        return scales.length == 0;
    }

    public boolean isPerChannel() {
        return scales.length > 1;
    }

    /** How many scales there are: 0, 1, or the size of dimension {@link #axis}. */
    public int channels() {
        return scales.length;
    }

    public int axis() {
        return axis;
    }

    /** Scale of channel {@code c}; the one scale of a per-tensor quantization for every {@code c}. */
    public float scale(int c) {
        return scales.length == 1 ? scales[0] : scales[c];
    }

    public int zeroPoint(int c) {
        return zeroPoints.length == 1 ? zeroPoints[0] : zeroPoints[c];
    }

    public float scale() {
        return scale(0);
    }

    public int zeroPoint() {
        return zeroPoint(0);
    }

    /**
     * A real number to the integer that firmware computes: divide in float32, round half away from zero, add the zero
     * point, clamp to {@code [min, max]}. Equals {@code AffineQuantize} of TensorFlow Lite Micro
     * ({@code kernels/internal/reference/quantize.h}) where that is defined; beyond, where its quotient leaves int32, this
     * saturates.
     */
    public int quantize(float real, int min, int max) {
        float steps = real / scale();
        long rounded = steps < 0 ? -Math.round((double) -steps) : Math.round((double) steps);
        return (int) (Math.clamp(rounded, (long) min - zeroPoint(), (long) max - zeroPoint()) + zeroPoint());
    }

    /** An integer to the real number it stands for, in float32; equals {@code Dequantize} of TensorFlow Lite Micro. */
    public float dequantize(int integer) {
        return (float) ((double) scale() * (integer - zeroPoint()));
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Quantization q
                && axis == q.axis
                && Arrays.equals(scales, q.scales)
                && Arrays.equals(zeroPoints, q.zeroPoints);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(scales) + Arrays.hashCode(zeroPoints);
    }

    @Override
    public String toString() {
        if (isNone()) {
            return "none";
        }
        return isPerChannel()
                ? channels() + " scales along dimension " + axis
                : "scale " + scale() + " zero point " + zeroPoint();
    }
}
