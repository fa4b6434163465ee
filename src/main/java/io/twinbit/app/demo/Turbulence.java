package io.twinbit.app.demo;

/** Flow and friction: white noise on each axis through a low-pass and through the casing's resonance. */
final class Turbulence implements Part {
    private static final int TAPS = 64;

    private final Draw draw;
    private final double strength;
    private final double[] resonance;
    /** (3, TAPS): the newest noise of each axis, a ring buffer. */
    private final double[][] noise = new double[3][TAPS];
    private final double[] lowPassed = new double[3];
    private int newest;

    Turbulence(Draw draw) {
        this.draw = draw;
        strength = draw.logUniform(0.006, 0.018);
        resonance = unitEnergy(new Ring(draw.uniform(180, 320), draw.uniform(0.06, 0.12)));
    }

    /** First samples of the ring's answer, scaled so that white noise keeps its deviation. */
    private static double[] unitEnergy(Ring ring) {
        double[] taps = new double[TAPS];
        double energy = 0;
        for (int k = 0; k < TAPS; k++) {
            taps[k] = ring.at((double) k / Shaft.SAMPLE_RATE_HZ);
            energy += taps[k] * taps[k];
        }
        for (int k = 0; k < TAPS; k++) {
            taps[k] /= Math.sqrt(energy);
        }
        return taps;
    }

    @Override
    public void add(Shaft shaft, Condition condition, double[] g) {
        newest = (newest + 1) % TAPS;
        for (int axis = 0; axis < 3; axis++) {
            double n = draw.normal(1);
            noise[axis][newest] = n;
            lowPassed[axis] = 0.6 * lowPassed[axis] + 0.8 * n;
            g[axis] += strength * shaft.relativeSpeed() * (0.8 * lowPassed[axis] + 0.6 * resonating(noise[axis]));
        }
    }

    private double resonating(double[] past) {
        double sum = 0;
        for (int k = 0; k < TAPS; k++) {
            sum += resonance[k] * past[(newest - k + TAPS) % TAPS];
        }
        return sum;
    }
}
