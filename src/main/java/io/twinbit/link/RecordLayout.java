package io.twinbit.link;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * How records lie in a file, one layout for recordings, the intake journal, dead letters and checkpoints
 * (docs/wire-contract.md, section 7). All numbers are little-endian; records start at multiples of 8 bytes.
 *
 * <pre>
 * file    | "TWINBIT\\x01" (8) | version 1 (4) | CRC-32C of the 12 bytes before (4) | record | record | ...
 *
 * record    0        4        8      9   10       12       16         24           32
 *           | length | CRC-32C | type | 0 | small  | number | position | time in us | data ... | 0..7 zeros |
 *           |  int32 |  int32  |  u8  | u8| uint16 | int32  |  int64   |   int64    |
 *                              '--------------------- length bytes ------------------'
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
    /** Length and CRC, which the length does not count. */
    private static final int UNCOUNTED_BYTES = 8;
    private static final int MIN_LENGTH = RECORD_HEADER_BYTES - UNCOUNTED_BYTES;

    private RecordLayout() {}

    /** What lies at a place where a record may start. */
    public sealed interface Read {
        /**
         * A record, in order.
         *
         * @param bytes of the record with its padding: where the next one starts
         */
        record Whole(Frame frame, int bytes) implements Read {}

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

    /** Appends the record at the buffer's position, which is then {@link Frame#bytes} further. */
    public static void write(Frame frame, ByteBuffer target) {
        int start = target.position();
        int end = RECORD_HEADER_BYTES + frame.data().length;
        ByteBuffer record = littleEndian(target.slice(start, padded(end)));
        record.putInt(0, end - UNCOUNTED_BYTES)
                .position(UNCOUNTED_BYTES)
                .put((byte) frame.type())
                .put((byte) 0)
                .putShort((short) frame.small())
                .putInt(frame.number())
                .putLong(frame.position())
                .putLong(frame.timeUs())
                .put(frame.data())
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
        return record.getInt(4) == crcOfRecord(record, end)
                ? new Read.Whole(frame(record, end), padded(end))
                : new Read.Broken("the record's CRC differs");
    }

    private static Frame frame(ByteBuffer record, int end) {
        byte[] data = new byte[end - RECORD_HEADER_BYTES];
        record.get(RECORD_HEADER_BYTES, data);
        return new Frame(
                record.get(8), Short.toUnsignedInt(record.getShort(10)), record.getInt(12), record.getLong(16),
                record.getLong(24), data);
    }

    static int padded(long bytes) {
        if (bytes > MAX_RECORD_BYTES) {
            throw new IllegalArgumentException("a record of " + bytes + " bytes, at most " + MAX_RECORD_BYTES);
        }
        return (int) (bytes + 7) & ~7;
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
