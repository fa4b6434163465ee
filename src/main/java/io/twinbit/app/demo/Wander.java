package io.twinbit.app.demo;

/** A slowly varying random number with mean 0: an Ornstein-Uhlenbeck process at 100 Hz, a straight line between its steps. */
final class Wander {
    private static final int SAMPLES_PER_STEP = Shaft.SAMPLE_RATE_HZ / 100;

    private final Draw draw;
    private final double keep;
    private final double innovation;
    private double from;
    private double to;
    private int sample;

    /**
     * Draws the first value.
     *
     * @param correlationS time after which it has forgotten all but 1/e
     */
    Wander(Draw draw, double correlationS, double deviation) {
        this.draw = draw;
        keep = Math.exp(-0.01 / correlationS);
        innovation = deviation * Math.sqrt(1 - keep * keep);
        from = draw.normal(deviation);
        to = following(from);
    }

    private double following(double value) {
        return keep * value + draw.normal(innovation);
    }

    double next() {
        double value = from + (to - from) * sample / SAMPLES_PER_STEP;
        sample++;
        if (sample == SAMPLES_PER_STEP) {
            sample = 0;
            from = to;
            to = following(from);
        }
        return value;
    }
}
