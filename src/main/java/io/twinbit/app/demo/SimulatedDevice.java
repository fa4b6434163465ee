package io.twinbit.app.demo;

/** A device that measures and packs: a message every {@value MachineSimulator#ROUND_US} microseconds. */
interface SimulatedDevice {
    /** Name of the pipeline that its topic belongs to. */
    String pipeline();

    String topic();

    /** The payload of its next message. */
    byte[] next();

    int samplesPerMessage();
}
