package io.twinbit.flow.pipeline;

import io.twinbit.flow.signal.Samples;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Names for results that are equal for a repeated delivery: the first 16 bytes, in hex, of SHA-256 over
 *
 * <pre>
 * pipeline, 0, device, 0                      UTF-8
 * 's', sequence number of the message         if it has one; numbers are big-endian, this one int64
 * 't', time of the sample, us                 int64, if the device says it
 * 'p', position of the message in the intake  int64, if it has neither
 * place, before                               int32 each, unless the time alone names the sample
 * </pre>
 *
 * <p>The sample is the one that completed the window. {@code before} 0: the message's sample at {@code place}, from 0;
 * above 0: the one that was put in so many samples before it, for one that was missing.
 */
final class MessageIds {
    private static final int ID_BYTES = 16;

    private final MessageDigest sha256;
    private final byte[] pipeline;
    private final ByteBuffer numbers = ByteBuffer.allocate(2 * (1 + Long.BYTES) + 2 * Integer.BYTES);

    MessageIds(String pipeline) {
        this.pipeline = pipeline.getBytes(StandardCharsets.UTF_8);
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    String id(Device device, long position, Samples message, int place, int before) {
        sha256.update(pipeline);
        sha256.update((byte) 0);
        sha256.update(device.name.getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) 0);
        numbers.clear();
        if (message.sequenced()) {
            numbers.put((byte) 's').putLong(message.sequence());
        }
        if (message.timestamped()) {
            numbers.put((byte) 't').putLong(device.lastTimeUs);
        }
        if (!message.sequenced() && !message.timestamped()) {
            numbers.put((byte) 'p').putLong(position);
        }
        if (message.sequenced() || !message.timestamped()) {
            numbers.putInt(place).putInt(before);
        }
        sha256.update(numbers.flip());
        return HexFormat.of().formatHex(Arrays.copyOf(sha256.digest(), ID_BYTES));
    }
}
