package io.twinbit.flow.signal;

import java.util.Arrays;

/**
 * The samples of one message: (count, features) float32, a time each, and the message's sequence number if it has one.
 * One object is filled anew for each message; it grows to the largest message that came and then allocates no more.
 */
public final class Samples {
    private static final int INITIAL_SAMPLES = 16;

    private final int features;
    private float[] values; // (count, features), the last sample possibly unfinished
    private long[] timesUs = new long[INITIAL_SAMPLES];
    private int length; // of values
    private boolean timestamped;
    private boolean sequenced;
    private long sequence;

    public Samples(int features) {
        this.features = features;
        this.values = new float[INITIAL_SAMPLES * features];
    }

    public int features() {
        return features;
    }

    /** Whole samples so far. */
    public int count() {
        return length / features;
    }

    /** Values so far that are not a whole sample yet. */
    public int unfinished() {
        return length % features;
    }

    public float value(int sample, int feature) {
        return values[sample * features + feature];
    }

    /** Time of a sample, microseconds since 1970. */
    public long timeUs(int sample) {
        return timesUs[sample];
    }

    /** The times come from the device, so that they tell gaps and duplicates. */
    public boolean timestamped() {
        return timestamped;
    }

    public boolean sequenced() {
        return sequenced;
    }

    /** The message's sequence number; only when {@link #sequenced}. */
    public long sequence() {
        return sequence;
    }

    public void clear() {
        length = 0;
        timestamped = false;
        sequenced = false;
    }

    /** The next value: features of one sample in order, then the next sample. */
    public void add(float value) {
        if (length == values.length) {
            values = Arrays.copyOf(values, 2 * length);
        }
        values[length++] = value;
    }

    /** The device's time of one sample. */
    public void stamp(int sample, long timeUs) {
        reserveTimes(sample + 1);
        timesUs[sample] = timeUs;
        timestamped = true;
    }

    /** The device's time of the first sample; each next one is an interval later. */
    public void stampFrom(long firstUs, long intervalUs) {
        fillTimes(firstUs, intervalUs);
        timestamped = true;
    }

    /** No time from the device: the last sample was taken when the message arrived. */
    public void stampArrival(long receivedAtUs, long intervalUs) {
        fillTimes(receivedAtUs - (count() - 1) * intervalUs, intervalUs);
    }

    public void sequence(long number) {
        sequence = number;
        sequenced = true;
    }

    private void fillTimes(long firstUs, long intervalUs) {
        reserveTimes(count());
        for (int i = 0; i < count(); i++) {
            timesUs[i] = firstUs + i * intervalUs;
        }
    }

    private void reserveTimes(int samples) {
        if (samples > timesUs.length) {
            timesUs = Arrays.copyOf(timesUs, Math.max(samples, 2 * timesUs.length));
        }
    }
}
