package io.twinbit.flow.decode;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.flow.signal.Samples;
import io.twinbit.flow.signal.StreamSpec;
import io.twinbit.testing.ProofForm;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the bytes: whole samples of finite numbers, or a cause with a place in the payload; never an exception. */
class DecoderFuzzTest {
    private static final int CASES_A_DECODER = ProofForm.count(40_000, 40_000, 1_000_000);
    private static final int MAX_PAYLOAD_BYTES = 512;
    private static final StreamSpec XY = new StreamSpec(List.of("x", "y"), 625);
    private static final List<Decoder> DECODERS = List.of(
            Decoder.of(new DecoderSpec.Json(XY, MAX_PAYLOAD_BYTES, "d.v", "t", "s")),
            Decoder.of(new DecoderSpec.Json(XY, MAX_PAYLOAD_BYTES, "", "t", null)),
            Decoder.of(new DecoderSpec.Csv(XY, MAX_PAYLOAD_BYTES, List.of("t", "x", "s", "y"), "t", "s")),
            Decoder.of(new DecoderSpec.Binary(XY, MAX_PAYLOAD_BYTES, NumberType.INT16, 0.1f)),
            Decoder.of(new DecoderSpec.Binary(XY, MAX_PAYLOAD_BYTES, NumberType.FLOAT32, 3f)));
    private static final List<String> GOOD = List.of(
            "{\"t\":1700000000000.125,\"s\":7,\"d\":{\"v\":[[1,2],[3.5,-4e-3]]}}",
            "{\"s\":7,\"d\":{\"v\":[{\"x\":1,\"y\":2},{\"y\":4,\"x\":0.25}]},\"t\":5}",
            "{\"t\":0,\"x\":1.5,\"y\":-2,\"note\":\"ä\\u00e4\",\"more\":{\"a\":[1,{\"b\":null}]}}",
            "t,x,s,y\n0.625,1,42,2\n1.25,\"3\",43,4\r\n",
            "0,1e3,1,2\n1,-.5,2,7.\n");
    private static final String ALPHABET = "{}[]\",:.+-eE0123456789 \n\rtxyvsdnaulNIf\\u\u0000ä\uD83D\uDE00#'";

    private final Random random = new Random(20260101);
    private int decoded;
    private int malformed;

    @Test
    void noPayloadBringsAnExceptionOut() {
        for (Decoder decoder : DECODERS) {
            for (int i = 0; i < CASES_A_DECODER; i++) {
                byte[] payload = payload();
                try {
                    check(decoder.decode(payload), payload);
                } catch (RuntimeException | StackOverflowError e) {
                    throw new AssertionError(decoder + " on " + Arrays.toString(payload), e);
                }
            }
        }
        assertTrue(decoded > 10_000 && malformed > 100_000, decoded + " decoded, " + malformed + " malformed");
    }

    private void check(Decoding decoding, byte[] payload) {
        switch (decoding) {
            case Decoding.Decoded d -> {
                decoded++;
                check(d.samples(), payload);
            }
            case Decoding.Malformed m -> {
                malformed++;
                assertTrue(m.offset() >= 0 && m.offset() <= payload.length, m.toString());
                assertTrue(!m.detail().isEmpty() && m.detail().length() < 250, m.detail());
            }
        }
    }

    private static void check(Samples samples, byte[] payload) {
        assertTrue(samples.count() > 0 && samples.unfinished() == 0, () -> Arrays.toString(payload));
        for (int i = 0; i < samples.count(); i++) {
            assertTrue(Float.isFinite(samples.value(i, 0)) && Float.isFinite(samples.value(i, 1)),
                    () -> Arrays.toString(payload));
        }
    }

    private byte[] payload() {
        return switch (random.nextInt(4)) {
            case 0 -> randomBytes();
            case 1 -> randomText();
            default -> mutated(GOOD.get(random.nextInt(GOOD.size())).getBytes(StandardCharsets.UTF_8));
        };
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[random.nextInt(64)];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] randomText() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(60); i > 0; i--) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private byte[] mutated(byte[] good) {
        byte[] bytes = good;
        for (int i = random.nextInt(4); i > 0; i--) {
            bytes = mutatedOnce(bytes);
        }
        return bytes;
    }

    private byte[] mutatedOnce(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, at + random.nextInt(8));
        byte[] head = Arrays.copyOf(bytes, at);
        byte[] tail = Arrays.copyOfRange(bytes, to, bytes.length);
        return switch (random.nextInt(6)) {
            case 0 -> joined(head, new byte[] {(byte) random.nextInt(256)}, tail);
            case 1 -> joined(head, tail);
            case 2 -> joined(head, String.valueOf(ALPHABET.charAt(random.nextInt(ALPHABET.length()))).getBytes(StandardCharsets.UTF_8), tail);
            case 3 -> joined(head, head, tail);
            case 4 -> joined(head, String.valueOf(random.nextLong() * 1e-9).getBytes(StandardCharsets.UTF_8), tail);
            default -> joined(bytes, bytes, bytes);
        };
    }

    private static byte[] joined(byte[]... parts) {
        byte[] all = new byte[0];
        for (byte[] part : parts) {
            int length = all.length;
            all = Arrays.copyOf(all, length + part.length);
            System.arraycopy(part, 0, all, length, part.length);
        }
        return all;
    }
}
