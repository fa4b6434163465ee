package io.twinbit.app.demo;

/** A mass off the centre: once a turn, mostly radial. */
final class Imbalance implements Part {
    private final double verticalOverHorizontal;
    private final double psi;

    Imbalance(Draw draw, double verticalOverHorizontal) {
        this.verticalOverHorizontal = verticalOverHorizontal;
        psi = draw.uniform(0, 2 * Math.PI);
    }

    @Override
    public void add(Shaft shaft, Condition condition, double[] g) {
        double a = 0.25 * condition.imbalance() * shaft.force();
        g[X] += a * Math.cos(shaft.angle() + psi);
        g[Y] += 0.10 * a * Math.cos(shaft.angle() + psi);
        g[Z] += verticalOverHorizontal * a * Math.sin(shaft.angle() + psi);
    }
}
