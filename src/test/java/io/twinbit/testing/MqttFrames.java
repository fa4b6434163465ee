package io.twinbit.testing;

/**
 * Finds where packets begin in the bytes of an MQTT connection, whatever the sizes in which they come: a packet is a byte
 * whose high half is its type, its length in 1 to 4 bytes of 7 bits, least first, and so many bytes.
 */
final class MqttFrames {
    private enum At {
        TYPE,
        LENGTH,
        BODY
    }

    /** What is told of each packet. */
    interface Visitor {
        /** A packet of this type begins at this offset of the bytes; false to look no further. */
        boolean begins(int packetType, int offset);
    }

    private At at = At.TYPE;
    private int shift;
    private long left;

    /** The next bytes of the connection. */
    void scan(byte[] bytes, Visitor visitor) {
        int i = 0;
        while (i < bytes.length) {
            switch (at) {
                case TYPE -> {
                    if (!visitor.begins((bytes[i] & 0xff) >> 4, i)) {
                        return;
                    }
                    i++;
                    at = At.LENGTH;
                    shift = 0;
                    left = 0;
                }
                case LENGTH -> length(bytes[i++]);
                case BODY -> {
                    int here = (int) Math.min(left, bytes.length - i);
                    i += here;
                    left -= here;
                    at = left == 0 ? At.TYPE : At.BODY;
                }
            }
        }
    }

    private void length(byte digit) {
        left |= (long) (digit & 0x7f) << shift;
        shift += 7;
        if (digit >= 0) {
            at = left == 0 ? At.TYPE : At.BODY;
        }
    }
}
