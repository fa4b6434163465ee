package io.twinbit.nn.lower;

import io.twinbit.nn.fixed.Multiplier;
import io.twinbit.nn.fixed.Rounding;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How an int32 accumulator becomes an output:
 * {@code clamp(acc * mantissa[c] * 2^(shift[c] - 31) + zeroPoint, min, max)}, rounded as {@code rounding} says; in real
 * numbers instead where {@code real} says how.
 *
 * @param mantissas one for each channel, or a single one for all
 * @param shifts as many as {@code mantissas}; a left shift when positive
 * @param min lowest output, from the type and the fused activation
 * @param real null on all targets that requantize in integers
 */
@SuppressWarnings("ArrayRecordComponent")
public record OutputStage(
        Rounding rounding, int[] mantissas, int[] shifts, int zeroPoint, int min, int max, @Nullable RealStage real) {
    static OutputStage of(Rounding rounding, Multiplier[] factors, int zeroPoint, Bounds bounds) {
        int[] mantissas = Arrays.stream(factors).mapToInt(Multiplier::mantissa).toArray();
        int[] shifts = Arrays.stream(factors).mapToInt(Multiplier::shift).toArray();
        return new OutputStage(rounding, mantissas, shifts, zeroPoint, bounds.min(), bounds.max(), null);
    }

    static OutputStage of(Rounding rounding, Multiplier factor, int zeroPoint, Bounds bounds) {
        return of(rounding, new Multiplier[] {factor}, zeroPoint, bounds);
    }

    OutputStage with(RealStage instead) {
        return new OutputStage(rounding, mantissas, shifts, zeroPoint, min, max, instead);
    }

    /** The output of channel {@code c}. */
    public int apply(int acc, int c) {
        int steps = real == null ? rounding.multiply(acc, mantissas[c], shifts[c]) : real.apply(acc, c);
        return Math.clamp(steps + zeroPoint, min, max);
    }
}
