package io.twinbit.flow.pipeline;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Devices that were forgotten, with the number of lives that each has had: one that comes back begins another, so that
 * numbers which it counts anew name other results. The newest {@link #MAX_DEVICES} are known; who comes back later counts
 * as never seen.
 */
final class PastLives {
    static final int MAX_DEVICES = 10_000;

    private final SequencedMap<String, Integer> byDevice = new LinkedHashMap<>(); // the longest forgotten first

    void forgotten(Device device) {
        byDevice.putLast(device.name, device.lives + 1);
        if (byDevice.size() > MAX_DEVICES) {
            byDevice.pollFirstEntry();
        }
    }

    /** How many a device has had that is here (again). */
    int takeOut(String device) {
        Integer lives = byDevice.remove(device);
        return lives == null ? 0 : lives;
    }

    void replace(PastLives other) {
        byDevice.clear();
        byDevice.putAll(other.byDevice);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(byDevice.size());
        for (Map.Entry<String, Integer> lives : byDevice.entrySet()) {
            out.writeUTF(lives.getKey());
            out.writeInt(lives.getValue());
        }
    }

    static PastLives read(DataInput in) throws IOException {
        PastLives lives = new PastLives();
        int count = in.readInt();
        if (count < 0 || count > MAX_DEVICES) {
            throw new StreamCorruptedException(count + " forgotten devices, at most " + MAX_DEVICES);
        }
        for (int i = 0; i < count; i++) {
            lives.byDevice.put(in.readUTF(), in.readInt());
        }
        return lives;
    }
}
