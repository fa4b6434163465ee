package io.twinbit.flow.decide;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.StreamCorruptedException;

/**
 * Which of several options is in force. Every window proposes one; a new one comes into force when this window proposes
 * it, {@code agreeWindows} of the last {@code ofWindows} do, and the old one was in force for {@code minHoldMs}.
 */
final class Latch {
    /** Since when the option at the very start is in force: it is not held. */
    private static final long ALWAYS = Long.MIN_VALUE / 2;

    private final int agreeWindows;
    private final long minHoldUs;
    private final int[] proposals; // of the last windows, a ring
    private int count; // windows in the ring
    private int next; // slot of the ring that the next one takes
    private int inForce;
    private long sinceUs = ALWAYS;

    Latch(Steadiness steadiness, int initial) {
        this.agreeWindows = steadiness.agreeWindows();
        this.minHoldUs = steadiness.minHoldMs() * 1000;
        this.proposals = new int[steadiness.ofWindows()];
        this.inForce = initial;
    }

    int inForce() {
        return inForce;
    }

    /** Takes a window's proposal; true when another option is in force now. */
    boolean propose(int option, long timeUs) {
        proposals[next] = option;
        next = (next + 1) % proposals.length;
        count = Math.min(proposals.length, count + 1);
        sinceUs = Math.min(sinceUs, timeUs); // a clock that was set back
        if (option == inForce || agreeing(option) < agreeWindows || timeUs - sinceUs < minHoldUs) {
            return false;
        }
        inForce = option;
        sinceUs = timeUs;
        return true;
    }

    private int agreeing(int option) {
        int agreeing = 0;
        for (int i = 0; i < count; i++) {
            agreeing += proposals[i] == option ? 1 : 0;
        }
        return agreeing;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(inForce);
        out.writeLong(sinceUs);
        out.writeInt(count);
        for (int i = 0; i < count; i++) {
            out.writeInt(proposals[Math.floorMod(next - count + i, proposals.length)]); // oldest first
        }
    }

    /** Takes the place of the state; options are below {@code options}. */
    void read(DataInput in, int options) throws IOException {
        inForce = requireBelow(options, in.readInt());
        sinceUs = in.readLong();
        count = requireBelow(proposals.length + 1, in.readInt());
        for (int i = 0; i < count; i++) {
            proposals[i] = requireBelow(options, in.readInt());
        }
        next = count % proposals.length;
    }

    private static int requireBelow(int bound, int value) throws IOException {
        if (value < 0 || value >= bound) {
            throw new StreamCorruptedException("rule with " + value + " of " + bound);
        }
        return value;
    }
}
