package io.twinbit.app.demo;

/** A loose foot: half orders and many harmonics with unsteady strength, and rattling. */
final class Looseness implements Part {
    private static final int ORDERS = 12;

    private final Draw draw;
    /** (12): amplitude of each half order, from the order 0.5. */
    private final double[] amplitudes;
    private final double psi;
    private final double[] direction;
    private final Wander[] wanders = new Wander[ORDERS];
    private final Ring rattle;
    private final Passes passes;
    private final Impacts impacts = new Impacts();

    Looseness(Draw draw, Shaft shaft, double resonanceHz) {
        this.draw = draw;
        amplitudes = amplitudes(draw);
        psi = draw.uniform(0, 2 * Math.PI);
        direction = new double[] {draw.uniform(0.3, 0.8), draw.uniform(0.1, 0.4), 1};
        for (int j = 0; j < ORDERS; j++) {
            wanders[j] = new Wander(draw, 0.08, 0.45);
        }
        rattle = new Ring(0.5 * resonanceHz, 0.10);
        passes = new Passes(draw, 0.06, Math.ceil(shaft.turns()));
    }

    private static double[] amplitudes(Draw draw) {
        double[] amplitudes = draw.random().doubles(ORDERS, 0.5, 1.5).toArray();
        double slope = draw.uniform(0.3, 0.8);
        for (int j = 0; j < ORDERS; j++) {
            amplitudes[j] *= Math.pow(order(j), -slope) * (j % 2 == 0 ? 0.7 : 1);
        }
        return amplitudes;
    }

    private static double order(int j) {
        return 0.5 * (j + 1);
    }

    @Override
    public void add(Shaft shaft, Condition condition, double[] g) {
        double a = 0.09 * condition.looseness() * shaft.force() * orders(shaft.angle());
        for (int axis = 0; axis < 3; axis++) {
            g[axis] += a * direction[axis];
        }
        double ago = passes.samplesAgo(shaft.turnsBefore(), shaft.turns());
        if (ago >= 0 && condition.looseness() > 0 && draw.chance(0.6)) {
            double strength = 0.30 * condition.looseness() * shaft.relativeSpeed() * draw.uniform(0.3, 1.0);
            impacts.strike(shaft.timeS() - ago / Shaft.SAMPLE_RATE_HZ, strength, rattle, direction);
        }
        impacts.add(shaft.timeS(), g);
    }

    private double orders(double theta) {
        double sum = 0;
        for (int j = 0; j < ORDERS; j++) {
            sum += amplitudes[j] * (1 + wanders[j].next()) * Math.cos(order(j) * theta + psi + 1.7 * j);
        }
        return sum;
    }
}
