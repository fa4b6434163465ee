package io.twinbit.flow.signal;

import java.util.Arrays;

/**
 * Scaling of a feature before the network sees it: {@code z = (value - mean) / std}, a float32 subtraction and then a
 * float32 division, as firmware does it.
 */
public final class Preprocess {
    private final float[] mean;
    private final float[] std;

    private Preprocess(float[] mean, float[] std) {
        this.mean = mean;
        this.std = std;
    }

    /** One mean and one std a feature. */
    public static Preprocess of(float[] mean, float[] std) {
        return new Preprocess(mean.clone(), std.clone());
    }

    /** Values as they are: {@code (value - 0) / 1} has the same bits. */
    public static Preprocess none(int features) {
        float[] ones = new float[features];
        Arrays.fill(ones, 1);
        return new Preprocess(new float[features], ones);
    }

    public float apply(int feature, float value) {
        return (value - mean[feature]) / std[feature];
    }

    public float[] mean() {
        return mean.clone();
    }

    public float[] std() {
        return std.clone();
    }
}
