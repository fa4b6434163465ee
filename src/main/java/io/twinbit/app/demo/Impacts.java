package io.twinbit.app.demo;

import java.util.ArrayDeque;
import java.util.Deque;

/** Impacts that still ring. */
final class Impacts {
    /** One impact, between two samples. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    private record Impact(double timeS, double strengthG, Ring ring, double[] direction) {}

    private final Deque<Impact> ringing = new ArrayDeque<>();

    /**
     * Adds an impact.
     *
     * @param direction (3): x, y, z
     */
    void strike(double timeS, double strengthG, Ring ring, double[] direction) {
        ringing.add(new Impact(timeS, strengthG, ring, direction));
    }

    void add(double timeS, double[] g) {
        ringing.removeIf(impact -> timeS - impact.timeS() > impact.ring().durationS());
        for (Impact impact : ringing) {
            double a = impact.strengthG() * impact.ring().at(timeS - impact.timeS());
            for (int axis = 0; axis < 3; axis++) {
                g[axis] += a * impact.direction()[axis];
            }
        }
    }
}
