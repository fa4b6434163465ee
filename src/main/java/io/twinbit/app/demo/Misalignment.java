package io.twinbit.app.demo;

/** Shafts that do not meet in a line: twice and three times a turn, and strong along the axis. */
final class Misalignment implements Part {
    private final double radialFirst;
    private final double radialThird;
    private final double axialFirst;
    private final double axialSecond;
    private final double[] psi;

    Misalignment(Draw draw) {
        radialFirst = draw.uniform(0.1, 0.5);
        radialThird = draw.uniform(0.15, 0.40);
        axialFirst = draw.uniform(0.4, 0.9);
        axialSecond = draw.uniform(0.5, 1.0);
        psi = draw.phases(8);
    }

    @Override
    public void add(Shaft shaft, Condition condition, double[] g) {
        double theta = shaft.angle();
        double a = 0.20 * condition.misalignment() * shaft.force();
        g[X] += a * radial(theta, psi[0], psi[1], psi[2]);
        g[Y] += a * (axialFirst * Math.cos(theta + psi[6]) + axialSecond * Math.cos(2 * theta + psi[7]));
        g[Z] += 0.8 * a * radial(theta, psi[3], psi[4], psi[5]);
    }

    private double radial(double theta, double psi2, double psi3, double psi1) {
        return Math.cos(2 * theta + psi2) + radialThird * Math.cos(3 * theta + psi3) + radialFirst * Math.cos(theta + psi1);
    }
}
