package io.twinbit.flow.pipeline;

import io.twinbit.nn.engine.Interpreter;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What the network remembers of one device: the bytes of its variables between two of the device's windows, for the devices
 * of a pipeline share one interpreter. Without variables it is nothing, the same for all devices. It begins anew with the
 * device's window.
 */
final class NetworkState {
    private final byte[] initial; // before the first inference, shared by all devices
    private final byte[] variables;

    private NetworkState(byte[] initial) {
        this.initial = initial;
        this.variables = initial.clone();
    }

    /** As it is before the first inference. */
    static NetworkState of(Interpreter interpreter) {
        byte[] initial = new byte[interpreter.stateBytes()];
        interpreter.reset();
        interpreter.saveState(initial);
        return new NetworkState(initial);
    }

    /** The state of another device, which has had no inference yet. */
    NetworkState ofAnotherDevice() {
        return initial.length == 0 ? this : new NetworkState(initial);
    }

    int bytes() {
        return initial.length;
    }

    void reset() {
        System.arraycopy(initial, 0, variables, 0, initial.length);
    }

    /** Before the device's inference. */
    void putInto(Interpreter interpreter) {
        interpreter.loadState(variables);
    }

    /** After it. */
    void takeFrom(Interpreter interpreter) {
        interpreter.saveState(variables);
    }

    /** Writes the variables one after the other; how many bytes that are, the {@link Definition} says. */
    void write(DataOutput out) throws IOException {
        out.write(variables);
    }

    /** Takes the place of the state. */
    void read(DataInput in) throws IOException {
        in.readFully(variables);
    }
}
