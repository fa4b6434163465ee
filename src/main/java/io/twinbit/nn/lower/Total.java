package io.twinbit.nn.lower;

import io.twinbit.nn.fixed.Multiplier;
import io.twinbit.nn.fixed.Rounding;

/** How a sum of elements becomes an output of MEAN or SUM; by the generation of the kernels. */
public sealed interface Total {
    int apply(int sum);

    /** {@code stage(bias + sum)}; of MEAN the division is in the stage's factor. */
    record Requantized(int bias, OutputStage stage) implements Total {
        @Override
        public int apply(int sum) {
            return stage.apply(bias + sum, 0);
        }
    }

    /** {@code clamp((bias + sum) * factor / count + zeroPoint)}, the quotient rounded half away from zero. */
    record RequantizedThenDivided(
            int bias, Rounding rounding, Multiplier factor, int count, int zeroPoint, int min, int max)
            implements Total {
        @Override
        public int apply(int sum) {
            int scaled = rounding.multiply(bias + sum, factor);
            return Math.clamp((scaled + (scaled > 0 ? count / 2 : -(count / 2))) / count + zeroPoint, min, max);
        }
    }

    /** {@code sum / count}, truncated. */
    record Divided(int count) implements Total {
        @Override
        public int apply(int sum) {
            return sum / count;
        }
    }

    /** {@code clamp(round(sum / count * scale + bias) + zeroPoint)}, in float32, half away from zero. */
    record RealMean(int count, float scale, float bias, int zeroPoint, int min, int max) implements Total {
        @Override
        public int apply(int sum) {
            float mean = (float) sum / (float) count;
            return (int) Math.clamp(round(mean * scale + bias) + zeroPoint, min, max);
        }
    }

    /** {@code round(sum * scale + bias) + zeroPoint}, in float32, half away from zero; wraps in the output's type. */
    record RealSum(float scale, float bias, int zeroPoint) implements Total {
        @Override
        public int apply(int sum) {
            return (int) round(sum * scale + bias) + zeroPoint;
        }
    }

    private static float round(float x) {
        return x < 0 ? -Math.round(-x) : Math.round(x);
    }
}
