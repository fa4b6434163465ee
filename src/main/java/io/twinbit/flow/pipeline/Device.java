package io.twinbit.flow.pipeline;

import io.twinbit.flow.decide.Decision;
import io.twinbit.flow.decide.RuleState;
import io.twinbit.flow.signal.Window;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** All that a pipeline remembers of one device. */
final class Device {
    final String name;
    final Window window;
    final RuleState rule;
    final NetworkState network;

    /** Arrival of the newest message, microseconds since 1970. */
    long lastHeardUs;

    boolean silent;

    /** Sequence number of the last message that had one. */
    long lastSequence;

    boolean hasSequence;

    /** Time of the last sample. */
    long lastTimeUs;

    boolean hasTime;

    /** How often its numbers or times began anew, and how often it came back after it was forgotten. */
    int lives;

    /** Of its messages, when a user property names them. */
    final Identities identities = new Identities();

    /** Of its newest result, to show; no part of the state. */
    @Nullable Decision newest;

    Device(String name, Window window, RuleState rule, NetworkState network) {
        this.name = name;
        this.window = window;
        this.rule = rule;
        this.network = network;
    }

    /** What comes does not follow on what came: half a window and what the network remembers go; how many samples waited. */
    int breakOff() {
        network.reset();
        return window.reset();
    }

    DeviceView view() {
        return new DeviceView(name, lastHeardUs, silent, newest);
    }

    /** Writes all but when it was last heard and whether it is silent, which the caller has. */
    void write(DataOutput out, long heardUs, boolean isSilent) throws IOException {
        out.writeLong(heardUs);
        out.writeBoolean(isSilent);
        out.writeBoolean(hasSequence);
        out.writeLong(lastSequence);
        out.writeBoolean(hasTime);
        out.writeLong(lastTimeUs);
        out.writeInt(lives);
        identities.write(out);
        window.write(out);
        rule.write(out);
        network.write(out);
    }

    void read(DataInput in) throws IOException {
        lastHeardUs = in.readLong();
        silent = in.readBoolean();
        hasSequence = in.readBoolean();
        lastSequence = in.readLong();
        hasTime = in.readBoolean();
        lastTimeUs = in.readLong();
        lives = in.readInt();
        identities.read(in);
        window.read(in);
        rule.read(in);
        network.read(in);
    }
}
