package io.twinbit.nn.fixed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The bits are held by the golden cases of SOFTMAX and LOGISTIC; here, that the functions are what their names say. */
class TranscendentalTest {
    private static final double Q31 = 0x1p31;

    @Test
    void exponentialsAreExponentials() {
        Random random = new Random(5);
        for (int integerBits = 1; integerBits <= 5; integerBits++) {
            double unit = Math.scalb(1.0, 31 - integerBits);
            for (int i = 0; i < 20_000; i++) {
                int a = -(random.nextInt() >>> (1 + random.nextInt(31)));
                double exp = Transcendental.expOfNegative(a, integerBits) / Q31;
                assertEquals(Math.exp(a / unit), exp, 1e-6, a + " " + integerBits);
            }
        }
    }

    @Test
    void exponentialOfZeroIsTheLargestBelowOne() {
        assertEquals(Integer.MAX_VALUE, Transcendental.expOfNegative(0, 5));
    }

    @Test
    void reciprocals() {
        Random random = new Random(6);
        for (int i = 0; i < 20_000; i++) {
            int a = random.nextInt() >>> 1;
            assertEquals(1 / (1 + a / Q31), Transcendental.oneOverOnePlus(a) / Q31, 1e-8, Integer.toString(a));
        }
        assertEquals(Integer.MAX_VALUE, Transcendental.oneOverOnePlus(0), 16);
        assertEquals(1 << 30, Transcendental.oneOverOnePlus(Integer.MAX_VALUE), 16);
    }

    @Test
    void logisticsAreSymmetric() {
        assertEquals(1 << 30, Transcendental.logistic(0, 4));
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            int a = random.nextInt() >> random.nextInt(28);
            if (a == Integer.MIN_VALUE || a == 0) {
                continue;
            }
            int up = Transcendental.logistic(a, 4);
            assertEquals(1 / (1 + Math.exp(-a / 0x1p27)), up / Q31, 1e-6, Integer.toString(a));
            assertEquals(Integer.MAX_VALUE, up + Transcendental.logistic(-a, 4), Integer.toString(a));
        }
    }
}
