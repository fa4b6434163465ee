package io.twinbit.app.demo;

/** The instants at which a growing number passes {@code k + jitter}, {@code k} counting up by one. */
final class Passes {
    private final Draw draw;
    private final double jitter;
    private double k;
    private double next;

    Passes(Draw draw, double jitter, double first) {
        this.draw = draw;
        this.jitter = jitter;
        k = first;
        next = first + draw.normal(jitter);
    }

    /** How long ago the number passed on its way from {@code before} to {@code now}, in samples (0 to 1); negative: it did not. */
    double samplesAgo(double before, double now) {
        if (now < next) {
            return -1;
        }
        double ago = Math.min(1, (now - next) / (now - before));
        k += 1;
        next = k + draw.normal(jitter);
        return ago;
    }
}
