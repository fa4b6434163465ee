package io.twinbit.flow.signal;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;

/**
 * The newest samples of one device, as many as a window has, in a ring: (size, features) float32 and a time each.
 *
 * <p>A window is due when {@code size} samples have come since the last reset, then after every further {@code hop}.
 */
public final class Window {
    private final int size;
    private final int hop;
    private final int features;
    private final float[] values; // (size, features), a ring
    private final long[] timesUs; // (size), a ring
    private int next; // slot of the ring that the next sample takes
    private int held; // samples in the ring since the last reset, at most size
    private int untilDue; // samples that the next window still needs

    public Window(WindowSpec spec, int features) {
        this.size = spec.sizeSamples();
        this.hop = spec.hopSamples();
        this.features = features;
        this.values = new float[size * features];
        this.timesUs = new long[size];
        this.untilDue = size;
    }

    public int size() {
        return size;
    }

    public int features() {
        return features;
    }

    /** Samples that are here: at most {@link #size}. */
    public int held() {
        return held;
    }

    /** Value of sample {@code i}, 0 the oldest held. */
    public float value(int i, int feature) {
        return values[slot(i) * features + feature];
    }

    public long timeUs(int i) {
        return timesUs[slot(i)];
    }

    private int slot(int i) {
        int slot = next - held + i;
        return slot < 0 ? slot + size : slot;
    }

    /** Takes a sample; true when a window is due. */
    public boolean push(Samples samples, int sample) {
        for (int f = 0; f < features; f++) {
            values[next * features + f] = samples.value(sample, f);
        }
        timesUs[next] = samples.timeUs(sample);
        next = next + 1 == size ? 0 : next + 1;
        held = Math.min(size, held + 1);
        untilDue--;
        if (untilDue == 0) {
            untilDue = hop;
            return true;
        }
        return false;
    }

    /** Samples that are here for the next window. */
    public int waiting() {
        return Math.max(0, size - untilDue);
    }

    /** Forgets all samples; the number of them that were {@link #waiting}. */
    public int reset() {
        int waiting = waiting();
        held = 0;
        untilDue = size;
        return waiting;
    }

    /** Writes what is held: times, then values, oldest first, big-endian. */
    public void write(DataOutput out) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(2 * Integer.BYTES + bytes(held));
        bytes.putInt(untilDue).putInt(held);
        int oldest = slot(0);
        int first = Math.min(held, size - oldest); // samples up to the ring's end
        bytes.asLongBuffer().put(timesUs, oldest, first).put(timesUs, 0, held - first);
        bytes.position(bytes.position() + held * Long.BYTES);
        bytes.asFloatBuffer().put(values, oldest * features, first * features).put(values, 0, (held - first) * features);
        out.write(bytes.array());
    }

    private int bytes(int samples) {
        return samples * (Long.BYTES + features * Float.BYTES);
    }

    /** Takes the place of what is held. */
    public void read(DataInput in) throws IOException {
        untilDue = in.readInt();
        held = in.readInt();
        if (untilDue < 1 || untilDue > Math.max(size, hop) || held < 0 || held > size || held < size - untilDue) {
            throw new StreamCorruptedException("window with " + held + " samples, due after " + untilDue);
        }
        byte[] rest = new byte[bytes(held)];
        in.readFully(rest);
        ByteBuffer bytes = ByteBuffer.wrap(rest);
        bytes.asLongBuffer().get(timesUs, 0, held);
        bytes.position(held * Long.BYTES).asFloatBuffer().get(values, 0, held * features);
        next = held % size;
    }
}
