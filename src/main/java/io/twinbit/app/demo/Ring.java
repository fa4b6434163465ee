package io.twinbit.app.demo;

/**
 * The answer of a resonance to a unit impact: {@code exp(-damping w t) sin(sqrt(1 - damping^2) w t)}, {@code w = 2 pi f}.
 *
 * @param damping as a part of the critical one
 */
record Ring(double frequencyHz, double damping) {
    double at(double secondsAfter) {
        if (secondsAfter < 0) {
            return 0;
        }
        double w = 2 * Math.PI * frequencyHz;
        return Math.exp(-damping * w * secondsAfter) * Math.sin(Math.sqrt(1 - damping * damping) * w * secondsAfter);
    }

    /** After this long less than a thousandth is left. */
    double durationS() {
        return 7 / (damping * 2 * Math.PI * frequencyHz);
    }
}
