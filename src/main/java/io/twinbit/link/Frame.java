package io.twinbit.link;

/**
 * One record as it lies in a file: {@link RecordLayout} says where its fields are, its type what they mean.
 *
 * @param small 0 to 65535
 * @param position as in {@link io.twinbit.flow.signal.Intake}
 * @param timeUs wall clock, microseconds since 1970
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes on the hot path; never compared
public record Frame(int type, int small, int number, long position, long timeUs, byte[] data) {
    /** A message with its topic: {@code small} bytes of topic, then {@code number} bytes of payload. */
    public static final int MESSAGE = 1;
    /** The passing of time; no data. */
    public static final int TICK = 2;
    /** From here on {@code number} stands for the topic in the data. */
    public static final int STREAM = 3;
    /** A message of stream {@code number}: {@code small} bytes of properties, then the payload. */
    public static final int STREAM_MESSAGE = 4;
    /** Listening began, or began again; no data. */
    public static final int RESUMED = 5;
    /** Another run, perhaps of another configuration: JSON that says what ran. */
    public static final int EPOCH = 6;
    /** A commit: {@code position} was durable before it, and all results up to {@code timeUs} (a position here) were confirmed. */
    public static final int COMMIT = 7;
    /** A message that was put aside: {@code small} bytes of JSON that says why, then the payload. */
    public static final int DEAD_LETTER = 8;
    /** Of a checkpoint: the name of the pipeline whose entries follow. */
    public static final int CHECKPOINT_PIPELINE = 9;
    /** Of a checkpoint: one entry of a pipeline's state. */
    public static final int CHECKPOINT_ENTRY = 10;
    /** Of a checkpoint: its end, after {@code number} entries. */
    public static final int CHECKPOINT_END = 11;

    /** Bytes in a file, with padding. */
    public int bytes() {
        return RecordLayout.padded(RecordLayout.RECORD_HEADER_BYTES + (long) data.length);
    }
}
