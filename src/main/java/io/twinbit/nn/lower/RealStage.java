package io.twinbit.nn.lower;

/**
 * How a sum of products becomes an output where the target requantizes in real numbers:
 * {@code round((sum * factors[c] + offsets[c]) * inverseScale)}, half away from zero; then the zero point and the bounds
 * of its {@link OutputStage}. The arithmetic is float64, which is exact enough to stand for a target's float32 in any
 * order of operations.
 *
 * @param factors of the sum, one for each channel: input scale times weights scale
 * @param offsets biases in real numbers, one for each channel
 * @param inverseScale 1 / output scale
 */
@SuppressWarnings("ArrayRecordComponent")
public record RealStage(double[] factors, double[] offsets, double inverseScale) {
    /** Far outside of all types of outputs; a zero point can be added without overflow. */
    private static final double LIMIT = 1 << 30;

    /** In steps of the output, before its zero point. */
    public int apply(int sum, int c) {
        double steps = (sum * factors[c] + offsets[c]) * inverseScale;
        double rounded = steps < 0 ? -Math.floor(-steps + 0.5) : Math.floor(steps + 0.5);
        return (int) Math.clamp(rounded, -LIMIT, LIMIT);
    }
}
