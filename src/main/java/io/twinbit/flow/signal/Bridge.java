package io.twinbit.flow.signal;

/** Puts samples in the place of missing ones. */
public final class Bridge {
    private Bridge() {}

    /**
     * Fills {@code bridge} with {@code missing} samples that lead from the window's newest one to one that came; float32,
     * {@code a + (b - a) * (k / (missing + 1))}, or {@code a} to hold. Their times are spread evenly.
     */
    public static void fill(Samples bridge, int missing, Window window, Samples samples, int sample, GapPolicy policy) {
        bridge.clear();
        int newest = window.held() - 1;
        for (int k = 1; k <= missing; k++) {
            float share = (float) k / (missing + 1);
            for (int f = 0; f < window.features(); f++) {
                float a = window.value(newest, f);
                bridge.add(policy == GapPolicy.HOLD ? a : a + (samples.value(sample, f) - a) * share);
            }
        }
        long stepUs = (samples.timeUs(sample) - window.timeUs(newest)) / (missing + 1);
        bridge.stampFrom(window.timeUs(newest) + stepUs, stepUs);
    }
}
