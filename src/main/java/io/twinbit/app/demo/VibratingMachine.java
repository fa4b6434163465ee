package io.twinbit.app.demo;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** A small fan or motor with a 3-axis accelerometer on it. The same seed is the same machine with the same noise. */
final class VibratingMachine {
    private final Shaft shaft;
    private final List<Part> parts;
    private final Accelerometer accelerometer;

    VibratingMachine(long seed) {
        Draw draw = new Draw(new SplittableRandom(seed));
        double verticalOverHorizontal = draw.uniform(0.6, 1.1);
        double resonanceHz = draw.uniform(350, 600);
        shaft = new Shaft(draw);
        accelerometer = new Accelerometer(draw);
        parts = List.of(
                new Residual(draw, verticalOverHorizontal),
                new Turbulence(draw),
                new Imbalance(draw, verticalOverHorizontal),
                new Misalignment(draw),
                new BearingFault(draw, shaft, resonanceHz),
                new Looseness(draw, shaft, resonanceHz),
                new Surroundings(draw));
    }

    /**
     * Goes on by one sample of 1/1600 s.
     *
     * @param g (3): receives x, y, z in g
     */
    void next(Condition condition, double[] g) {
        Arrays.fill(g, 0);
        shaft.advance(condition.speed());
        for (Part part : parts) {
            part.add(shaft, condition, g);
        }
        accelerometer.measure(g);
    }
}
