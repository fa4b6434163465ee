package io.twinbit.nn.lower;

import io.twinbit.nn.fixed.Multiplier;
import io.twinbit.nn.fixed.Rounding;

/**
 * A function of one integer that is straight on either side of the input's zero: RELU, LEAKY_RELU, ABS, requantization.
 * {@code clamp((x - zeroPoint) * factor + outputZeroPoint, min, max)}, with {@code above} from zero on and {@code below}
 * under it.
 *
 * @param mirror what is negated under zero; since products round half up, it matters where
 */
public record Slopes(
        Rounding rounding,
        int zeroPoint,
        Multiplier above,
        Multiplier below,
        Mirror mirror,
        int outputZeroPoint,
        int min,
        int max) {
    /** What is negated under zero. */
    public enum Mirror {
        NOTHING,
        /** The input: its magnitude is multiplied. */
        INPUT,
        PRODUCT
    }

    static Slopes straight(Rounding rounding, int zeroPoint, Multiplier factor, int outputZeroPoint, Bounds bounds) {
        return new Slopes(
                rounding, zeroPoint, factor, factor, Mirror.NOTHING, outputZeroPoint, bounds.min(), bounds.max());
    }

    public int apply(int x) {
        int centred = x - zeroPoint;
        int scaled = centred >= 0 ? rounding.multiply(centred, above) : belowZero(centred);
        return Math.clamp(scaled + outputZeroPoint, min, max);
    }

    private int belowZero(int centred) {
        return switch (mirror) {
            case NOTHING -> rounding.multiply(centred, below);
            case INPUT -> rounding.multiply(-centred, below);
            case PRODUCT -> -rounding.multiply(centred, below);
        };
    }
}
