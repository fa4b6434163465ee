package io.twinbit.flow.pipeline;

import io.twinbit.flow.signal.Message;
import io.twinbit.flow.signal.Samples;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Names for results, equal for a repeated delivery and distinct for distinct input: the first 16 bytes, in hex, of SHA-256 over
 *
 * <pre>
 * pipeline, 0, device, 0                      UTF-8
 * 'l', lives of the device                    int32, if above 0; numbers are big-endian
 * 's', sequence number of the message         int64, if it has one
 * 't', time of the sample, us                 int64, if the device says it
 * 'u', identity of the message, 0             UTF-8, if it has neither, but a user property that names it
 * 'p', position of the message in the intake  int64, if it has none of these
 * place, before                               int32 each, unless the time alone names the sample
 * </pre>
 *
 * <p>The sample is the one that completed the window. {@code before} 0: the message's sample at {@code place}, from 0;
 * above 0: the one that was put in so many samples before it, for one that was missing.
 */
final class MessageIds {
    private static final int ID_BYTES = 16;

    private final MessageDigest sha256 = Sha256.digest();
    private final byte[] pipeline;
    private final @Nullable String identityProperty;
    private final ByteBuffer numbers = ByteBuffer.allocate(2 * (1 + Long.BYTES) + 3 * Integer.BYTES);

    MessageIds(PipelineSpec spec) {
        this.pipeline = spec.name().getBytes(StandardCharsets.UTF_8);
        this.identityProperty = spec.properties().identity();
    }

    String id(Device device, Message message, Samples samples, int place, int before) {
        sha256.update(pipeline);
        sha256.update((byte) 0);
        update(device.name);
        if (device.lives > 0) {
            sha256.update(numbers.clear().put((byte) 'l').putInt(device.lives).flip());
        }
        if (!samples.sequenced() && !samples.timestamped()) {
            updateOf(message);
        }
        numbers.clear();
        if (samples.sequenced()) {
            numbers.put((byte) 's').putLong(samples.sequence());
        }
        if (samples.timestamped()) {
            numbers.put((byte) 't').putLong(device.lastTimeUs);
        }
        if (samples.sequenced() || !samples.timestamped()) {
            numbers.putInt(place).putInt(before);
        }
        sha256.update(numbers.flip());
        return HexFormat.of().formatHex(Arrays.copyOf(sha256.digest(), ID_BYTES));
    }

    private void updateOf(Message message) {
        String identity = identityProperty == null ? null : message.properties().get(identityProperty);
        if (identity == null) {
            sha256.update(numbers.clear().put((byte) 'p').putLong(message.position()).flip());
        } else {
            sha256.update((byte) 'u');
            update(identity);
        }
    }

    private void update(String text) {
        sha256.update(text.getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) 0);
    }
}
