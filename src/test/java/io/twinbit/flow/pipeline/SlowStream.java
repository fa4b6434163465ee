package io.twinbit.flow.pipeline;

import io.twinbit.flow.pipeline.RandomStream.Sample;
import io.twinbit.flow.signal.GapPolicy;
import io.twinbit.flow.signal.WindowSpec;
import java.util.ArrayList;
import java.util.List;

/** The windows of a stream with timestamps, from the words of the wire contract: first whole pieces, then windows of them. */
final class SlowStream {
    private SlowStream() {}

    static List<String> windows(List<Sample> stream, WindowSpec spec) {
        List<String> windows = new ArrayList<>();
        for (List<float[]> piece : pieces(stream, spec)) {
            for (int start = 0; start + spec.sizeSamples() <= piece.size(); start += spec.hopSamples()) {
                windows.add(line(piece.subList(start, start + spec.sizeSamples())));
            }
        }
        return windows;
    }

    /** Stretches without a gap that resets, each a list of (time, value). */
    private static List<List<float[]>> pieces(List<Sample> stream, WindowSpec spec) {
        List<List<float[]>> pieces = new ArrayList<>(List.of(new ArrayList<>()));
        long lastUs = Long.MIN_VALUE;
        for (Sample sample : stream) {
            if (sample.timeUs() <= lastUs) {
                continue;
            }
            double intervals = (sample.timeUs() - lastUs) / (double) Specs.INTERVAL_US;
            if (lastUs != Long.MIN_VALUE && intervals > 1.5) {
                int missing = (int) Math.round(intervals) - 1;
                if (spec.gap() == GapPolicy.RESET || missing > spec.gapMaxSamples()) {
                    pieces.add(new ArrayList<>());
                } else {
                    fill(pieces.getLast(), missing, sample, spec.gap());
                }
            }
            pieces.getLast().add(new float[] {sample.value()});
            lastUs = sample.timeUs();
        }
        return pieces;
    }

    private static void fill(List<float[]> piece, int missing, Sample to, GapPolicy policy) {
        float a = piece.getLast()[0];
        for (int k = 1; k <= missing; k++) {
            piece.add(new float[] {policy == GapPolicy.HOLD ? a : a + (to.value() - a) * ((float) k / (missing + 1))});
        }
    }

    /** As the identity network shows a window: values rounded half away from zero. */
    private static String line(List<float[]> window) {
        List<Integer> integers = new ArrayList<>();
        window.forEach(v -> integers.add((int) (Math.signum(v[0]) * Math.floor(Math.abs(v[0]) + 0.5f))));
        return integers.toString();
    }
}
