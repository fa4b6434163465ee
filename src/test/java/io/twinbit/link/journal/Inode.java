package io.twinbit.link.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A file of a {@link PowerCutStorage}: what is on the disk for sure, and what was done since, which may or may not be. */
final class Inode {
    private static final int SECTOR_BYTES = 512;

    private interface Change {
        /** The content, changed in place where its length stays. */
        byte[] applied(byte[] content);
    }

    private final List<Change> unforced = new ArrayList<>();
    private byte[] disk = {};
    private byte[] now = {};

    byte[] now() {
        return now;
    }

    /** The size, of zeros. */
    void resize(int bytes) {
        change(content -> Arrays.copyOf(content, bytes));
    }

    void write(ByteBuffer source, int offset) {
        while (source.hasRemaining()) {
            byte[] sector = new byte[Math.min(source.remaining(), SECTOR_BYTES - offset % SECTOR_BYTES)];
            source.get(sector);
            int at = offset;
            change(content -> {
                byte[] changed = at + sector.length <= content.length ? content : Arrays.copyOf(content, at + sector.length);
                System.arraycopy(sector, 0, changed, at, sector.length);
                return changed;
            });
            offset += sector.length;
        }
    }

    private void change(Change change) {
        now = change.applied(now);
        unforced.add(change);
    }

    void force() {
        disk = now.clone();
        unforced.clear();
    }

    /** What the disk has after the power went: what was not forced is there by chance, sector by sector, in any order. */
    byte[] afterPowerCut(Random chance, double kept) {
        byte[] content = disk.clone();
        for (Change change : unforced) {
            if (chance.nextDouble() < kept) {
                content = change.applied(content);
            }
        }
        return content;
    }

    /** A failed force: what was not forced is taken for clean, whatever became of it. */
    void failToForce(Random chance) {
        disk = afterPowerCut(chance, 0.5);
        unforced.clear();
    }
}
