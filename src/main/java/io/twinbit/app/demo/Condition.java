package io.twinbit.app.demo;

/**
 * How a machine is at an instant.
 *
 * @param speed wanted speed as a part of nominal: 0 stopped, 1 running
 * @param imbalance severity in [0, 1], as the three after it; 0: not there
 */
record Condition(double speed, double imbalance, double misalignment, double bearing, double looseness) {
    static final Condition STOPPED = spinning(0);
    static final Condition NORMAL = spinning(1);

    static Condition spinning(double speed) {
        return new Condition(speed, 0, 0, 0, 0);
    }

    static Condition imbalance(double severity) {
        return new Condition(1, severity, 0, 0, 0);
    }

    static Condition misalignment(double severity) {
        return new Condition(1, 0, severity, 0, 0);
    }

    static Condition bearing(double severity) {
        return new Condition(1, 0, 0, severity, 0);
    }

    static Condition looseness(double severity) {
        return new Condition(1, 0, 0, 0, severity);
    }
}
