package io.twinbit.nn.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class QuantizationTest {
    private static final Quantization HALVES = Quantization.perTensor(0.5f, 10);

    @Test
    void tiesGoAwayFromZero() {
        assertEquals(11, HALVES.quantize(0.25f, -128, 127));
        assertEquals(9, HALVES.quantize(-0.25f, -128, 127));
        assertEquals(12, HALVES.quantize(0.75f, -128, 127));
        assertEquals(8, HALVES.quantize(-0.75f, -128, 127));
    }

    @Test
    void whatIsOutsideSaturatesHoweverFar() {
        for (float real : new float[] {59, 1e10f, 1e30f, Float.MAX_VALUE, Float.POSITIVE_INFINITY}) {
            assertEquals(127, HALVES.quantize(real, -128, 127), Float.toString(real));
            assertEquals(-128, HALVES.quantize(-2 * real, -128, 127), Float.toString(-2 * real));
        }
    }

    @Test
    void divisionIsInFloat32() {
        Quantization q = Quantization.perTensor(0.1f, 0);
        assertEquals(Math.round(0.25f / 0.1f), q.quantize(0.25f, -128, 127));
        assertEquals(3, q.quantize(0.25f, -128, 127)); // 2.4999999 in float64
    }

    @Test
    void backToRealInDoublePrecision() {
        assertEquals((float) ((double) 0.1f * 7), Quantization.perTensor(0.1f, -3).dequantize(4));
    }
}
