package io.twinbit.flow.pipeline;

import io.twinbit.flow.decode.Cause;
import io.twinbit.flow.signal.Message;

/** What a pipeline says. Each kind is counted. */
public sealed interface Outcome permits Result, Outcome.DeadLetter, Outcome.StreamEvent {
    /**
     * A message that did not become samples.
     *
     * @param offset of the offending byte in the payload; -1 when there is none
     * @param detail what was found and what was expected
     */
    record DeadLetter(Message message, Cause cause, int offset, String detail) implements Outcome {}

    /** Something about a device's stream. */
    sealed interface StreamEvent extends Outcome {
        String device();
    }

    /**
     * Samples are missing before one that came.
     *
     * @param atUs time of the sample that came
     * @param missingSamples how many, as far as the stream tells
     * @param filledSamples how many of them were put in; 0 when the window was reset
     * @param droppedSamples of the half window that was reset
     */
    record Gap(String device, long atUs, long missingSamples, int filledSamples, int droppedSamples) implements StreamEvent {}

    /**
     * Samples that had come before.
     *
     * @param position of the message in the intake
     */
    record Duplicate(String device, long position, int samples) implements StreamEvent {}

    /** The device's numbers or times begin anew, far below the last. */
    record Restarted(String device, long position, int droppedSamples) implements StreamEvent {}

    /**
     * Nothing came for {@code silence_after_ms}.
     *
     * @param droppedSamples of the half window; none when the device's own numbers or times tell what is missing
     */
    record Silent(String device, long lastHeardUs, int droppedSamples) implements StreamEvent {}

    /** Nothing came for {@code forget_after_ms}: the device's state is gone, its half window with it. */
    record Forgotten(String device, long lastHeardUs, int droppedSamples) implements StreamEvent {}
}
