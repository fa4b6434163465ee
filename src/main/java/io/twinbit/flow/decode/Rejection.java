package io.twinbit.flow.decode;

/** Ends a decoding from within; the decoder turns it into {@link Decoding.Malformed}. */
final class Rejection extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int MAX_FOUND_CHARS = 40;

    private final Cause why;
    private final int offset;

    /** Without a stack trace: it is an answer, and it may be one for every message. */
    Rejection(Cause why, long offset, String detail) {
        super(detail, null, false, false);
        this.why = why;
        this.offset = Math.toIntExact(Math.max(0, offset));
    }

    static Rejection expected(String expected, Cause why, long offset, String found) {
        return new Rejection(why, offset, "found " + quoted(found) + ", expected " + expected);
    }

    /** Text of a stranger, short enough for a log or a page. */
    private static String quoted(String found) {
        return "'" + (found.length() > MAX_FOUND_CHARS ? found.substring(0, MAX_FOUND_CHARS) + "…" : found) + "'";
    }

    Decoding.Malformed malformed() {
        return new Decoding.Malformed(why, offset, String.valueOf(getMessage()));
    }
}
