package io.twinbit.app.demo;

/** The turning shaft, which gives all parts their time, angle and strength. */
final class Shaft {
    static final int SAMPLE_RATE_HZ = 1600;
    /** Speed at which amplitudes are stated. */
    static final double REFERENCE_HZ = 27;

    private final double nominalHz;
    private final Wander speedWander;
    private final Wander envelopeWander;
    private double timeS;
    private double speedHz;
    private double angle;
    private double angleBefore;
    private double envelope;

    Shaft(Draw draw) {
        nominalHz = draw.uniform(24.5, 30.5);
        speedWander = new Wander(draw, 1.5, 0.004);
        envelopeWander = new Wander(draw, 0.4, 0.06);
        angle = draw.uniform(0, 2 * Math.PI);
        angleBefore = angle;
    }

    /** Goes on by one sample. */
    void advance(double speed) {
        timeS += 1.0 / SAMPLE_RATE_HZ;
        speedHz = nominalHz * speed * (1 + speedWander.next());
        angleBefore = angle;
        angle += 2 * Math.PI * speedHz / SAMPLE_RATE_HZ;
        envelope = 1 + envelopeWander.next();
    }

    double timeS() {
        return timeS;
    }

    /** Rotation since the start, in rad. */
    double angle() {
        return angle;
    }

    /** Turns since the start, one sample ago. */
    double turnsBefore() {
        return angleBefore / (2 * Math.PI);
    }

    double turns() {
        return angle / (2 * Math.PI);
    }

    double relativeSpeed() {
        return speedHz / REFERENCE_HZ;
    }

    /** Strength of what is locked to the shaft: centrifugal forces grow with the square of the speed, and vary slowly. */
    double force() {
        return relativeSpeed() * relativeSpeed() * envelope;
    }
}
