package io.twinbit.app.demo;

/** What every running machine has: a little imbalance, its second harmonic, and the passing of the fan's blades. */
final class Residual implements Part {
    private final double amplitude;
    private final double verticalOverHorizontal;
    private final double axial;
    private final double second;
    private final double axialOfSecond;
    private final int blades;
    private final double bladeAmplitude;
    private final double[] psi;

    Residual(Draw draw, double verticalOverHorizontal) {
        this.verticalOverHorizontal = verticalOverHorizontal;
        amplitude = 0.028 * Math.exp(draw.normal(0.30));
        axial = draw.uniform(0.10, 0.30);
        second = draw.uniform(0.10, 0.40);
        axialOfSecond = draw.uniform(0.2, 0.5);
        blades = draw.chance(0.5) ? 5 : 7;
        bladeAmplitude = draw.uniform(0.005, 0.030);
        psi = draw.phases(8);
    }

    @Override
    public void add(Shaft shaft, Condition condition, double[] g) {
        double theta = shaft.angle();
        double a = amplitude * shaft.force();
        double b = bladeAmplitude * shaft.force();
        g[X] += a * Math.cos(theta + psi[0]) + second * a * Math.cos(2 * theta + psi[2])
                + 0.6 * b * Math.cos(blades * theta + psi[5]);
        g[Y] += axial * a * Math.cos(theta + psi[1]) + axialOfSecond * second * a * Math.cos(2 * theta + psi[4])
                + b * Math.cos(blades * theta + psi[6]);
        g[Z] += verticalOverHorizontal * a * Math.sin(theta + psi[0]) + second * a * Math.cos(2 * theta + psi[3])
                + 0.6 * b * Math.cos(blades * theta + psi[7]);
    }
}
