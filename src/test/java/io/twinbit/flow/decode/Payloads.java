package io.twinbit.flow.decode;

import static org.junit.jupiter.api.Assertions.fail;

import io.twinbit.flow.signal.Samples;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

final class Payloads {
    private Payloads() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Samples decoded(Decoder decoder, byte[] payload) {
        return switch (decoder.decode(payload)) {
            case Decoding.Decoded d -> d.samples();
            case Decoding.Malformed m -> fail(m.toString());
        };
    }

    static Decoding.Malformed malformed(Decoder decoder, byte[] payload) {
        return switch (decoder.decode(payload)) {
            case Decoding.Decoded d -> fail("decoded: " + text(d.samples()));
            case Decoding.Malformed m -> m;
        };
    }

    /** {@code 1.0 2.0 @625, 3.0 4.0 @1250, sequence 7}. */
    static String text(Samples samples) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < samples.count(); i++) {
            StringBuilder part = new StringBuilder();
            for (int f = 0; f < samples.features(); f++) {
                part.append(samples.value(i, f)).append(' ');
            }
            parts.add(part.append('@').append(samples.timeUs(i)).toString());
        }
        if (samples.sequenced()) {
            parts.add("sequence " + samples.sequence());
        }
        return String.join(", ", parts);
    }
}
