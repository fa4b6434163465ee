package io.twinbit.flow.signal;

/**
 * How samples become windows.
 *
 * @param sizeSamples samples a window
 * @param hopSamples samples from the start of one window to the start of the next; above the size, samples are skipped
 * @param gapMaxSamples most samples that {@link GapPolicy#HOLD} and {@link GapPolicy#INTERPOLATE} put in; beyond, the
 *     window is reset
 */
public record WindowSpec(int sizeSamples, int hopSamples, GapPolicy gap, int gapMaxSamples) {}
