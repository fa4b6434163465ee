package io.twinbit.app.demo;

import java.util.List;

/**
 * What happens to each machine of the demo: something within the first 25 seconds, and the same again every minute, after
 * a repair. The seeds are machines that the network does not doubt while they are well.
 */
enum Story {
    STAYS_WELL("fan-1", 7) {
        @Override
        Condition at(double second) {
            return Condition.NORMAL;
        }
    },
    LOSES_A_BLADE_TIP("fan-2", 8) {
        @Override
        Condition at(double second) {
            return Condition.imbalance(0.7 * worsening(second, 4));
        }
    },
    SHIFTS_ON_ITS_BED("pump-3", 9) {
        @Override
        Condition at(double second) {
            return Condition.misalignment(0.5 * worsening(second, 8));
        }
    },
    WEARS_ITS_BEARING("pump-4", 10) {
        @Override
        Condition at(double second) {
            return Condition.bearing(0.5 * worsening(second, 6));
        }
    },
    SHAKES_ITS_FEET_LOOSE("motor-5", 13) {
        @Override
        Condition at(double second) {
            return Condition.looseness(0.5 * worsening(second, 10));
        }
    },
    STARTS_AND_STOPS("motor-6", 15) {
        @Override
        Condition at(double second) {
            return Condition.spinning(second < 13 ? spinUp((second - 3) / 2) : coastDown((second - 17) / 2));
        }
    };

    static final List<Story> ALL = List.of(values());

    private static final double PERIOD_S = 60;
    private static final double GROWTH_S = 12;
    private static final double REPAIRED_S = 48;

    private final String device;
    private final long seed;

    Story(String device, long seed) {
        this.device = device;
        this.seed = seed;
    }

    String device() {
        return device;
    }

    VibratingMachine machine() {
        return new VibratingMachine(seed);
    }

    /** The machine's condition so long after the demo's start. */
    Condition after(double seconds) {
        return at(seconds % PERIOD_S);
    }

    /**
     * The machine's condition within the minute.
     *
     * @param second 0 to 60
     */
    abstract Condition at(double second);

    /** From 0 to 1 in a straight line, until the repair. */
    private static double worsening(double second, double from) {
        return second < REPAIRED_S ? Math.clamp((second - from) / GROWTH_S, 0, 1) : 0;
    }

    /** {@code u} goes from 0 to 1 during it. */
    private static double spinUp(double u) {
        return Math.sin(Math.clamp(u, 0, 1) * Math.PI / 2);
    }

    /** {@code u} goes from 0 to 1 during it. */
    private static double coastDown(double u) {
        double left = 1 - Math.clamp(u, 0, 1);
        return left * left;
    }
}
