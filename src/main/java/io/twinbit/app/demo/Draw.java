package io.twinbit.app.demo;

import java.util.random.RandomGenerator;

/** Random numbers in the distributions that the signals are described with. */
record Draw(RandomGenerator random) {
    double uniform(double low, double high) {
        return random.nextDouble(low, high);
    }

    double logUniform(double low, double high) {
        return Math.exp(uniform(Math.log(low), Math.log(high)));
    }

    double normal(double deviation) {
        return deviation * random.nextGaussian();
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    double[] phases(int count) {
        return random.doubles(count, 0, 2 * Math.PI).toArray();
    }

    /** A vector of length 1 that points anywhere. */
    double[] direction() {
        double[] d = {normal(1), normal(1), normal(1)};
        double length = Math.sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
        return new double[] {d[0] / length, d[1] / length, d[2] / length};
    }
}
