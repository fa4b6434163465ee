package io.twinbit.flow.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PreprocessTest {
    @Test
    void subtractsThenDividesInFloat32() {
        Preprocess preprocess = Preprocess.of(new float[] {0, 20.62f}, new float[] {1, 1.02f});
        float difference = 20.6f - 20.62f;
        assertEquals(difference / 1.02f, preprocess.apply(1, 20.6f));
    }

    @Test
    void noneKeepsTheBits() {
        for (float value : new float[] {0f, -0f, Float.MIN_VALUE, -1.5f, Float.MAX_VALUE}) {
            assertEquals(Float.floatToRawIntBits(value), Float.floatToRawIntBits(Preprocess.none(1).apply(0, value)));
        }
    }
}
