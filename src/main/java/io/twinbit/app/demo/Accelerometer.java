package io.twinbit.app.demo;

/** The sensor, mounted a little askew: gravity, bias, noise, and rounding to 16-bit counts of 1/4096 g. */
final class Accelerometer {
    private static final double COUNTS_PER_G = 4096;

    private final Draw draw;
    /** (3) in g: gravity as the tilted sensor sees it, and its bias. */
    private final double[] rest;

    Accelerometer(Draw draw) {
        this.draw = draw;
        double roll = Math.toRadians(draw.normal(4));
        double pitch = Math.toRadians(draw.normal(4));
        rest = new double[] {
            -Math.sin(pitch) + draw.normal(0.010),
            Math.cos(pitch) * Math.sin(roll) + draw.normal(0.010),
            Math.cos(pitch) * Math.cos(roll) + draw.normal(0.010)
        };
    }

    /**
     * Replaces the true acceleration by what is measured: a multiple of 1/4096, exact in float32.
     *
     * @param g (3) in g
     */
    void measure(double[] g) {
        for (int axis = 0; axis < 3; axis++) {
            double counts = COUNTS_PER_G * (g[axis] + rest[axis] + draw.normal(0.0044));
            double rounded = Math.copySign(Math.floor(Math.abs(counts) + 0.5), counts);
            g[axis] = Math.clamp(rounded, Short.MIN_VALUE, Short.MAX_VALUE) / COUNTS_PER_G;
        }
    }
}
