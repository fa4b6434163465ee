package io.twinbit.nn.lower;

import io.twinbit.nn.fixed.Multiplier;
import io.twinbit.nn.fixed.Rounding;

/**
 * How an operand gets to a scale that it shares with others: {@code ((x - zeroPoint) << leftShift) * factor}, rounded as
 * {@code rounding} says. The factor is below 1.
 */
public record InputStage(Rounding rounding, int zeroPoint, int leftShift, Multiplier factor) {
    public int apply(int x) {
        return rounding.multiply((x - zeroPoint) << leftShift, factor);
    }
}
