package io.twinbit.nn.lower;

import io.twinbit.nn.tensor.Quantization;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Layers as microTVM's native schedules generate them: their C text has the input's scale and the output's inverse scale
 * as C's {@code %e} prints them, seven decimal digits, read back as float32. The scales of weights and biases are in
 * arrays there and lose nothing.
 */
final class SevenDigits {
    private static final MathContext DIGITS = new MathContext(7, RoundingMode.HALF_EVEN);

    private SevenDigits() {}

    static float of(float value) {
        return new BigDecimal(value).round(DIGITS).floatValue();
    }

    /**
     * The stage of a layer whose sums leave the biases out.
     *
     * @param biases one for each unit, in steps of input scale times weights scale
     */
    static RealStage stage(float in, Quantization weights, long[] biases, float out) {
        double[] factors = new double[biases.length];
        double[] offsets = new double[biases.length];
        for (int c = 0; c < biases.length; c++) {
            factors[c] = (double) of(in) * weights.scale(c);
            offsets[c] = biases[c] * (double) (in * weights.scale(c));
        }
        return new RealStage(factors, offsets, of(1 / out));
    }
}
