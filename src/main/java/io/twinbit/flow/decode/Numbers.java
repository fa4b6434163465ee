package io.twinbit.flow.decode;

import java.util.regex.Pattern;

/** Decimal text to the numbers of a sample. */
final class Numbers {
    /** Milliseconds whose double still tells the third decimal apart: up to the year 2248. */
    static final double MAX_TIMESTAMP_MS = 0x1p43;

    /** Integers that a double holds too, so that no writer of JSON rounds them. */
    static final long MAX_SEQUENCE = (1L << 53) - 1;

    private static final Pattern DECIMAL = Pattern.compile("[+-]?(?:\\d+\\.?\\d*+|\\.\\d++)(?:[eE][+-]?\\d++)?");
    private static final Pattern NO_FINITE = Pattern.compile("(?i)[+-]?(?:nan|inf|infinity)");

    private Numbers() {}

    /** A number, or one of the words for what is none, rather than a column's name. */
    static boolean looksNumeric(String text) {
        return DECIMAL.matcher(text).matches() || NO_FINITE.matcher(text).matches();
    }

    /** {@code text} is a decimal number, as text without a type in front of it must prove. */
    static void requireDecimal(String text, long offset) throws Rejection {
        if (DECIMAL.matcher(text).matches()) {
            return;
        }
        throw NO_FINITE.matcher(text).matches()
                ? Rejection.expected("a finite number", Cause.NOT_FINITE, offset, text)
                : Rejection.expected("a number", Cause.WRONG_TYPE, offset, text);
    }

    /** The float32 nearest to the decimal, rounded once. */
    static float float32(String decimal, long offset) throws Rejection {
        float value = Float.parseFloat(decimal);
        if (Float.isInfinite(value)) {
            throw Rejection.expected("a number within float32", Cause.NOT_FINITE, offset, decimal);
        }
        return value;
    }

    /** Milliseconds with decimals to the nearest microsecond; the fraction by itself, so that it is exact. */
    static long microseconds(String decimalMs, long offset) throws Rejection {
        double ms = Double.parseDouble(decimalMs);
        if (Math.abs(ms) > MAX_TIMESTAMP_MS) {
            throw Rejection.expected("milliseconds since 1970, at most 2^43", Cause.OUT_OF_RANGE, offset, decimalMs);
        }
        double whole = Math.floor(ms);
        return ((long) whole) * 1000 + Math.round((ms - whole) * 1000);
    }

    static long sequence(String integer, long offset) throws Rejection {
        try {
            long number = Long.parseLong(integer);
            if (Math.abs(number) <= MAX_SEQUENCE) {
                return number;
            }
        } catch (NumberFormatException _) {
            // too long, or not an integer
        }
        throw Rejection.expected("an integer within ±(2^53 - 1)", Cause.OUT_OF_RANGE, offset, integer);
    }
}
