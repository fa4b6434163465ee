package io.twinbit.flow.pipeline;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.util.Arrays;

/**
 * The newest identities of a device's messages, 64 bits of a hash each, in a ring of at most {@link #MAX}: by them a message
 * that comes again is known. Grows with what it holds.
 */
final class Identities {
    static final int MAX = 1024;
    private static final int INITIAL = 8;
    private static final long[] NONE = {};

    private long[] hashes = NONE;
    private int count;
    private int next; // slot that the next one takes once the ring is full

    /** Notes an identity; false when it is among the newest already. */
    boolean add(long hash) {
        for (int i = 0; i < count; i++) {
            if (hashes[i] == hash) {
                return false;
            }
        }
        if (count == MAX) {
            hashes[next] = hash;
            next = (next + 1) % MAX;
            return true;
        }
        if (count == hashes.length) {
            hashes = Arrays.copyOf(hashes, Math.clamp(2L * count, INITIAL, MAX));
        }
        hashes[count++] = hash;
        return true;
    }

    /** Writes them, oldest first. */
    void write(DataOutput out) throws IOException {
        out.writeInt(count);
        for (int i = 0; i < count; i++) {
            out.writeLong(hashes[(next + i) % count]);
        }
    }

    /** Takes the place of what is held. */
    void read(DataInput in) throws IOException {
        int held = in.readInt();
        if (held < 0 || held > MAX) {
            throw new StreamCorruptedException(held + " identities, at most " + MAX);
        }
        hashes = new long[held];
        for (int i = 0; i < held; i++) {
            hashes[i] = in.readLong();
        }
        count = held;
        next = 0;
    }
}
