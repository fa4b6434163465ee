package io.twinbit.flow.decode;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Holds text payloads to UTF-8, so that no parser guesses another encoding. */
final class Utf8 {
    private Utf8() {}

    /** Every byte belongs to a well-formed character, none of them NUL. */
    static void check(byte[] payload) throws Rejection {
        boolean ascii = true;
        for (int i = 0; i < payload.length; i++) {
            if (payload[i] == 0) {
                throw new Rejection(Cause.MALFORMED, i, "found a zero byte, expected text");
            }
            ascii &= payload[i] > 0;
        }
        if (!ascii) {
            checkCharacters(payload);
        }
    }

    private static void checkCharacters(byte[] payload) throws Rejection {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.wrap(payload);
        CoderResult result = decoder.decode(bytes, CharBuffer.allocate(payload.length), true);
        if (result.isError()) {
            int at = bytes.position();
            throw new Rejection(Cause.NOT_UTF8, at, "found byte 0x%02x, expected UTF-8".formatted(payload[at]));
        }
    }
}
