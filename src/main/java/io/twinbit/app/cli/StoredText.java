package io.twinbit.app.cli;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How stored bytes and times are shown. */
final class StoredText {
    private static final int MAX_HEAD_CHARS = 60;
    private static final int MAX_HEAD_BYTES = 24;
    private static final int LINE_BYTES = 16;
    private static final HexFormat SPACED = HexFormat.ofDelimiter(" ");

    private StoredText() {}

    static String time(long us) {
        return Instant.EPOCH.plus(us, ChronoUnit.MICROS).truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** On one line, cut: text where it is some, else hexadecimal. */
    static String head(byte[] payload) {
        String text = text(payload);
        if (text != null && isReadable(text)) {
            text = text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
            return text.length() <= MAX_HEAD_CHARS ? text : text.substring(0, MAX_HEAD_CHARS) + "…";
        }
        int bytes = Math.min(payload.length, MAX_HEAD_BYTES);
        return "0x" + HexFormat.of().formatHex(payload, 0, bytes) + (bytes < payload.length ? "…" : "");
    }

    private static boolean isReadable(String text) {
        return text.chars().noneMatch(c -> Character.isISOControl(c) && "\n\r\t".indexOf(c) < 0);
    }

    /** Null when the bytes are not UTF-8. */
    static @Nullable String text(byte[] payload) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** Text as it is; other bytes in hexadecimal, sixteen a line with their offset before them. */
    static String dump(byte[] payload) {
        String text = text(payload);
        if (text != null && isReadable(text)) {
            return text;
        }
        StringBuilder lines = new StringBuilder();
        for (int at = 0; at < payload.length; at += LINE_BYTES) {
            lines.append(String.format(Locale.ROOT, "%08x  ", at))
                    .append(SPACED.formatHex(payload, at, Math.min(at + LINE_BYTES, payload.length)))
                    .append('\n');
        }
        return lines.toString().stripTrailing();
    }

    /** For JSON: {@code payload} where it is text, else {@code payload_hex}. */
    static void put(Map<String, Object> json, byte[] payload) {
        String text = text(payload);
        json.put(text == null ? "payload_hex" : "payload", text == null ? HexFormat.of().formatHex(payload) : text);
    }

    /** Microseconds as milliseconds with three decimals. */
    static BigDecimal ms(long us) {
        return BigDecimal.valueOf(us, 3);
    }

    static String bytes(long bytes) {
        if (bytes < 10_000) {
            return count(bytes, "byte");
        }
        return bytes < 1 << 20 ? (bytes >> 10) + " KiB" : String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1 << 20));
    }

    static String count(long count, String one) {
        return count + " " + one + (count == 1 ? "" : "s");
    }
}
