package io.twinbit.nn.lower;

import io.twinbit.nn.fixed.Multiplier;
import io.twinbit.nn.fixed.Rounding;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How an accumulator becomes an output:
 * {@code clamp(acc * mantissa[c] * 2^(shift[c] - 31) + zeroPoint, min, max)}, rounded as {@code rounding} says, or, for
 * one of 64 bits, as {@link Rounding#multiplyWide} does; in real numbers instead where {@code real} says how.
 *
 * @param wide whether the accumulators have 64 bits; else they have 32 and wrap
 * @param mantissas one for each channel, or a single one for all
 * @param shifts as many as {@code mantissas}; a left shift when positive
 * @param min lowest output, from the type and the fused activation
 * @param real null on all targets that requantize in integers
 */
@SuppressWarnings("ArrayRecordComponent")
public record OutputStage(
        Rounding rounding, boolean wide, int[] mantissas, int[] shifts, int zeroPoint, int min, int max,
        @Nullable RealStage real) {
    static OutputStage of(Rounding rounding, Multiplier[] factors, int zeroPoint, Bounds bounds) {
        int[] mantissas = Arrays.stream(factors).mapToInt(Multiplier::mantissa).toArray();
        int[] shifts = Arrays.stream(factors).mapToInt(Multiplier::shift).toArray();
        return new OutputStage(rounding, false, mantissas, shifts, zeroPoint, bounds.min(), bounds.max(), null);
    }

    static OutputStage of(Rounding rounding, Multiplier factor, int zeroPoint, Bounds bounds) {
        return of(rounding, new Multiplier[] {factor}, zeroPoint, bounds);
    }

    /** The same for accumulators of 64 bits; no shift may be above {@link Rounding#MAX_WIDE_SHIFT}. */
    OutputStage widened() {
        return new OutputStage(rounding, true, mantissas, shifts, zeroPoint, min, max, real);
    }

    OutputStage with(RealStage instead) {
        return new OutputStage(rounding, wide, mantissas, shifts, zeroPoint, min, max, instead);
    }

    /** The output of channel {@code c}; a stage that is not wide takes the accumulator's lower 32 bits. */
    public int apply(long acc, int c) {
        return Math.clamp(scaled(acc, c) + zeroPoint, min, max);
    }

    public int apply(int acc, int c) {
        return apply((long) acc, c);
    }

    private int scaled(long acc, int c) {
        if (wide) {
            return Rounding.multiplyWide(acc, mantissas[c], shifts[c]);
        }
        return real == null ? rounding.multiply((int) acc, mantissas[c], shifts[c]) : real.apply((int) acc, c);
    }
}
