package io.twinbit.app.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VibratingMachineTest {
    private static final int SECOND = Shaft.SAMPLE_RATE_HZ;

    @Test
    void theSameSeedIsTheSameMachine() {
        double[][] once = run(new VibratingMachine(7), Condition.looseness(0.5), SECOND);
        double[][] again = run(new VibratingMachine(7), Condition.looseness(0.5), SECOND);
        for (int axis = 0; axis < 3; axis++) {
            assertArrayEquals(once[axis], again[axis]);
        }
    }

    @Test
    void valuesAreCountsOfTheSensor() {
        for (double[] axis : run(new VibratingMachine(3), Condition.bearing(1), SECOND)) {
            for (double g : axis) {
                assertEquals(Math.rint(g * 4096), g * 4096);
                assertEquals(g, (float) g);
            }
        }
    }

    @Test
    void aStoppedMachineIsStillExceptForItsSurroundings() {
        double[][] g = run(new VibratingMachine(5), Condition.STOPPED, 20 * SECOND);
        assertEquals(1, mean(g[Part.Z]), 0.05);
        assertTrue(deviation(g[Part.Z]) < 0.02, "deviation " + deviation(g[Part.Z]));
    }

    /** The two rules behind the network's chances: forces grow with severity, and with the square of the speed. */
    @Test
    void strengthFollowsSeverityAndSpeed() {
        double light = deviation(run(new VibratingMachine(9), Condition.imbalance(0.5), 10 * SECOND)[Part.X]);
        double heavy = deviation(run(new VibratingMachine(9), Condition.imbalance(1), 10 * SECOND)[Part.X]);
        double slow = deviation(run(new VibratingMachine(9), new Condition(0.5, 1, 0, 0, 0), 10 * SECOND)[Part.X]);
        assertEquals(2, heavy / light, 0.4);
        assertEquals(4, heavy / slow, 0.8);
    }

    /** At constant speed 1 the spectrum of an imbalance has its peak at the shaft's frequency, which is within 24.5 to 30.5 Hz. */
    @Test
    void anImbalanceTurnsWithTheShaft() {
        double[] x = run(new VibratingMachine(11), Condition.imbalance(1), 8 * SECOND)[Part.X];
        int loudest = 1;
        for (int hz = 1; hz <= 200; hz++) {
            loudest = amplitude(x, hz) > amplitude(x, loudest) ? hz : loudest;
        }
        assertTrue(loudest >= 24 && loudest <= 31, "peak at " + loudest + " Hz");
    }

    /** Amplitude in a band of about 1 Hz, from pieces of one second, since the speed wanders. */
    private static double amplitude(double[] x, int hz) {
        double sum = 0;
        for (int start = 0; start + SECOND <= x.length; start += SECOND) {
            double re = 0;
            double im = 0;
            for (int i = 0; i < SECOND; i++) {
                re += x[start + i] * Math.cos(2 * Math.PI * hz * i / SECOND);
                im += x[start + i] * Math.sin(2 * Math.PI * hz * i / SECOND);
            }
            sum += Math.hypot(re, im);
        }
        return sum;
    }

    @Test
    void aWanderHasItsDeviationAndItsMemory() {
        Wander wander = new Wander(new Draw(new SplittableRandom(1)), 0.4, 0.06);
        double[] w = new double[2000 * SECOND];
        for (int i = 0; i < w.length; i++) {
            w[i] = wander.next();
        }
        assertEquals(0.06, deviation(w), 0.004);
        double product = 0;
        int lag = (int) (0.4 * SECOND);
        for (int i = 0; i + lag < w.length; i++) {
            product += w[i] * w[i + lag];
        }
        assertEquals(1 / Math.E, product / (w.length - lag) / (0.06 * 0.06), 0.06);
    }

    /** (3, samples), after half a second in which the filters fill. */
    private static double[][] run(VibratingMachine machine, Condition condition, int samples) {
        double[] g = new double[3];
        for (int i = 0; i < SECOND / 2; i++) {
            machine.next(condition, g);
        }
        double[][] axes = new double[3][samples];
        for (int i = 0; i < samples; i++) {
            machine.next(condition, g);
            for (int axis = 0; axis < 3; axis++) {
                axes[axis][i] = g[axis];
            }
        }
        return axes;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v;
        }
        return sum / values.length;
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        double squares = 0;
        for (double v : values) {
            squares += (v - mean) * (v - mean);
        }
        return Math.sqrt(squares / values.length);
    }
}
