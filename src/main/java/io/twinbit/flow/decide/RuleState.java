package io.twinbit.flow.decide;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** What a rule remembers of one device. */
public final class RuleState {
    private final List<Latch> latches;
    private final int options;

    /** Latches with options below {@code options}. */
    RuleState(List<Latch> latches, int options) {
        this.latches = List.copyOf(latches);
        this.options = options;
    }

    Latch latch(int i) {
        return latches.get(i);
    }

    public void write(DataOutput out) throws IOException {
        for (Latch latch : latches) {
            latch.write(out);
        }
    }

    /** Takes the place of the state. */
    public void read(DataInput in) throws IOException {
        for (Latch latch : latches) {
            latch.read(in, options);
        }
    }
}
