package io.twinbit.link.mqtt;

import java.util.BitSet;

/**
 * Which messages the broker says it repeats (DUP), from the bytes that it sends: Paho 1.2.5 reads the flag and tells nobody.
 *
 * <pre>
 *   PUBLISH: | 0011 DUP QoS2 QoS1 RETAIN | length, 1 to 4 bytes | topic bytes u16 | topic | packet id u16 | ...
 * </pre>
 *
 * Paho's receiver {@linkplain #scan scans}, its callback thread {@linkplain #take takes}.
 */
final class Repeats {
    private static final int TYPE_AND_DUP = 0xf8;
    private static final int REPEATED_PUBLISH = 0x38;
    private static final int NONE = -1;

    private final BitSet packetIds = new BitSet();
    /** First byte of the packet; {@link #NONE} between packets. */
    private int first = NONE;
    /** Bits of the length that were read; {@link #NONE} when it is known. */
    private int lengthBits;
    private int length;
    /** Bytes behind the length that were read. */
    private int at;
    private int topicBytes;
    private int packetId;

    /** The next bytes of the connection. */
    void scan(byte[] bytes, int offset, int count) {
        int end = offset + count;
        for (int i = offset; i < end; ) {
            if (first == NONE) {
                first = bytes[i++] & 0xff;
                lengthBits = 0;
                length = 0;
            } else if (lengthBits != NONE) {
                lengthByte(bytes[i++]);
            } else if ((first & TYPE_AND_DUP) == REPEATED_PUBLISH && at < topicBytes + 4) {
                bodyByte(bytes[i++] & 0xff);
            } else {
                int skipped = Math.min(length - at, end - i);
                i += skipped;
                advance(skipped);
            }
        }
    }

    private void lengthByte(byte b) {
        length |= (b & 0x7f) << lengthBits;
        lengthBits += 7;
        if (b >= 0) {
            lengthBits = NONE;
            at = 0;
            topicBytes = 0;
            packetId = 0;
            advance(0);
        }
    }

    private void bodyByte(int b) {
        if (at < 2) {
            topicBytes = topicBytes << 8 | b;
        } else if (at >= topicBytes + 2) {
            packetId = packetId << 8 | b;
        }
        if (at == topicBytes + 3 && at >= 3) {
            add(packetId);
        }
        advance(1);
    }

    private void advance(int bytes) {
        at += bytes;
        if (at >= length) {
            first = NONE;
        }
    }

    private synchronized void add(int repeated) {
        packetIds.set(repeated);
    }

    /** Whether the message of this packet is a repeat; asked once. */
    synchronized boolean take(int repeated) {
        boolean is = packetIds.get(repeated);
        packetIds.clear(repeated);
        return is;
    }
}
