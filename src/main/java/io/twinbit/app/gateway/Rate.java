package io.twinbit.app.gateway;

/** Events a second, over the last {@value #SECONDS} full seconds. Confined to the loop's thread. */
final class Rate {
    private static final int SECONDS = 5;

    private final long[] totals = new long[SECONDS + 1];
    private long running;
    private int seconds;

    void count(long events) {
        running += events;
    }

    /** A second is over. */
    void secondOver() {
        seconds++;
        totals[seconds % totals.length] = running;
    }

    double perSecond() {
        int covered = Math.min(seconds, SECONDS);
        long before = totals[(seconds - covered) % totals.length];
        return covered == 0 ? 0 : (double) (totals[seconds % totals.length] - before) / covered;
    }
}
