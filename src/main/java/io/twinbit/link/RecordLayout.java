package io.twinbit.link;

import io.twinbit.flow.signal.Intake;
import io.twinbit.flow.signal.Message;
import io.twinbit.flow.signal.Tick;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * How messages and ticks lie in a file, one layout for recordings and the intake journal (docs/wire-contract.md, section 7).
 * All numbers are little-endian; records start at multiples of 8 bytes.
 *
 * <pre>
 * file    | "TWINBIT\\x01" (8) | version 1 (4) | CRC-32C of the 12 bytes before (4) | record | record | ...
 *
 * record    0        4        8      9   10           12              16         24           32
 *           | length | CRC-32C | type | 0 | topic bytes | payload bytes | position | time in us | topic | payload | 0..7 zeros |
 *           |  int32 |  int32  |  u8  | u8|    uint16   |     int32     |  int64   |   int64    |
 *                              '------------------------- length bytes -------------------------------------'
 * </pre>
 *
 * The CRC covers the length and the {@code length} bytes from offset 8. A length of 0 says that no record follows, so a
 * preallocated file of zeros is an empty one. No file is touched here.
 */
public final class RecordLayout {
    public static final int FILE_HEADER_BYTES = 16;
    public static final int RECORD_HEADER_BYTES = 32;
    /** A record above this is refused on both sides: no length field, however damaged, makes a reader allocate more. */
    public static final int MAX_RECORD_BYTES = 64 << 20;

    private static final byte[] MAGIC = {'T', 'W', 'I', 'N', 'B', 'I', 'T', 1};
    private static final int VERSION = 1;
    private static final int MESSAGE = 1;
    private static final int TICK = 2;
    /** Length and CRC, which the length does not count. */
    private static final int UNCOUNTED_BYTES = 8;
    private static final int MIN_LENGTH = RECORD_HEADER_BYTES - UNCOUNTED_BYTES;
    private static final int MAX_TOPIC_BYTES = 0xffff;

    private RecordLayout() {}

    /** What lies at a place where a record may start. */
    public sealed interface Read {
        /**
         * A record, in order.
         *
         * @param bytes of the record with its padding: where the next one starts
         */
        record Whole(Intake intake, int bytes) implements Read {}

        /** Zeros: the end of what was written. */
        record NoneFollows() implements Read {}

        /**
         * The buffer ends too early.
         *
         * @param bytes that it must hold at least before anything can be said
         */
        record Incomplete(int bytes) implements Read {}

        /** Damaged, or no record at all. */
        record Broken(String reason) implements Read {}
    }

    /** The first {@link #FILE_HEADER_BYTES} of a file, ready to be written. */
    public static ByteBuffer fileHeader() {
        ByteBuffer header = littleEndian(ByteBuffer.allocate(FILE_HEADER_BYTES));
        header.put(MAGIC).putInt(VERSION);
        header.putInt(crc(header, 0, header.position()));
        return header.flip();
    }

    /** Whether a file that starts with these bytes is one of ours; the answer is the empty text, or why it is not. */
    public static String faultOfFileHeader(ByteBuffer bytes) {
        ByteBuffer header = littleEndian(bytes.slice());
        int shared = Math.min(MAGIC.length, header.remaining());
        if (!header.slice(0, shared).equals(ByteBuffer.wrap(MAGIC, 0, shared))) {
            return "not a Twinbit recording: it does not start with TWINBIT\\x01";
        }
        if (header.remaining() < FILE_HEADER_BYTES) {
            return "the file header is cut off: " + header.remaining() + " of " + FILE_HEADER_BYTES + " bytes";
        }
        if (header.getInt(12) != crc(header, 0, 12)) {
            return "the file header's CRC differs";
        }
        int version = header.getInt(8);
        return version == VERSION ? "" : "layout version " + version + ", and this program reads " + VERSION;
    }

    /** Bytes that {@link #write} takes, with padding. */
    public static int bytes(Intake intake) {
        return switch (intake) {
            case Message m -> padded(RECORD_HEADER_BYTES + topicBytes(m).length + (long) m.payload().length);
            case Tick _ -> RECORD_HEADER_BYTES;
        };
    }

    /** Appends the record at the buffer's position, which is then at a multiple of 8 from where it was. */
    public static void write(Intake intake, ByteBuffer target) {
        switch (intake) {
            case Message m -> write(target, MESSAGE, m.position(), m.receivedAtUs(), topicBytes(m), m.payload());
            case Tick t -> write(target, TICK, t.position(), t.atUs(), new byte[0], new byte[0]);
        }
    }

    private static void write(ByteBuffer target, int type, long position, long timeUs, byte[] topic, byte[] payload) {
        int start = target.position();
        int end = RECORD_HEADER_BYTES + topic.length + payload.length;
        ByteBuffer record = littleEndian(target.slice(start, padded(end)));
        record.putInt(0, end - UNCOUNTED_BYTES)
                .position(UNCOUNTED_BYTES)
                .put((byte) type)
                .put((byte) 0)
                .putShort((short) topic.length)
                .putInt(payload.length)
                .putLong(position)
                .putLong(timeUs)
                .put(topic)
                .put(payload)
                .put(new byte[padded(end) - end]);
        record.putInt(4, crcOfRecord(record, end));
        target.position(start + padded(end));
    }

    /** Reads the record that starts at the buffer's position, which stays; the buffer may hold more than it. */
    public static Read read(ByteBuffer source) {
        ByteBuffer record = littleEndian(source.slice());
        if (record.remaining() < UNCOUNTED_BYTES) {
            return new Read.Incomplete(UNCOUNTED_BYTES);
        }
        if (record.getLong(0) == 0) {
            return new Read.NoneFollows();
        }
        int length = record.getInt(0);
        if (length < MIN_LENGTH || length > MAX_RECORD_BYTES - UNCOUNTED_BYTES) {
            return new Read.Broken("no record starts here");
        }
        int end = UNCOUNTED_BYTES + length;
        if (record.remaining() < end) {
            return new Read.Incomplete(end);
        }
        return record.getInt(4) == crcOfRecord(record, end) ? intake(record, end) : new Read.Broken("the record's CRC differs");
    }

    private static Read intake(ByteBuffer record, int end) {
        int topicBytes = Short.toUnsignedInt(record.getShort(10));
        int payloadBytes = record.getInt(12);
        if (payloadBytes < 0 || RECORD_HEADER_BYTES + topicBytes + (long) payloadBytes != end) {
            return new Read.Broken("the record's lengths contradict each other");
        }
        long position = record.getLong(16);
        long timeUs = record.getLong(24);
        int type = record.get(8);
        return switch (type) {
            case MESSAGE -> {
                String topic = new String(copy(record, RECORD_HEADER_BYTES, topicBytes), StandardCharsets.UTF_8);
                byte[] payload = copy(record, RECORD_HEADER_BYTES + topicBytes, payloadBytes);
                yield new Read.Whole(new Message(position, topic, payload, timeUs), padded(end));
            }
            case TICK -> new Read.Whole(new Tick(position, timeUs), padded(end));
            default -> new Read.Broken("unknown record type " + type);
        };
    }

    private static byte[] topicBytes(Message message) {
        byte[] topic = message.topic().getBytes(StandardCharsets.UTF_8);
        if (topic.length > MAX_TOPIC_BYTES) {
            throw new IllegalArgumentException("a topic of " + topic.length + " bytes, at most " + MAX_TOPIC_BYTES);
        }
        return topic;
    }

    private static int padded(long bytes) {
        if (bytes > MAX_RECORD_BYTES) {
            throw new IllegalArgumentException("a record of " + bytes + " bytes, at most " + MAX_RECORD_BYTES);
        }
        return (int) (bytes + 7) & ~7;
    }

    private static byte[] copy(ByteBuffer source, int offset, int bytes) {
        byte[] copy = new byte[bytes];
        source.get(offset, copy);
        return copy;
    }

    private static int crcOfRecord(ByteBuffer record, int end) {
        CRC32C crc = new CRC32C();
        crc.update(record.slice(0, 4));
        crc.update(record.slice(UNCOUNTED_BYTES, end - UNCOUNTED_BYTES));
        return (int) crc.getValue();
    }

    private static int crc(ByteBuffer bytes, int from, int to) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(from, to - from));
        return (int) crc.getValue();
    }

    private static ByteBuffer littleEndian(ByteBuffer buffer) {
        return buffer.order(ByteOrder.LITTLE_ENDIAN);
    }
}
