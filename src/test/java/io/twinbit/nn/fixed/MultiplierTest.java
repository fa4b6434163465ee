package io.twinbit.nn.fixed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.twinbit.testing.ExactArithmetic;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MultiplierTest {
    @Test
    void equalsTheDefinition() {
        Random random = new Random(4);
        for (int i = 0; i < 20_000; i++) {
            double real = random.nextDouble() * Math.scalb(1.0, random.nextInt(-40, 30));
            int[] expected = ExactArithmetic.multiplier(real);
            assertEquals(new Multiplier(expected[0], expected[1]), Multiplier.of(real), Double.toHexString(real));
        }
    }

    @Test
    void edges() {
        assertEquals(new Multiplier(0, 0), Multiplier.of(0));
        assertEquals(new Multiplier(0, 0), Multiplier.of(Double.MIN_VALUE));
        assertEquals(new Multiplier(1 << 30, 0), Multiplier.of(0.5));
        assertEquals(new Multiplier(1 << 30, 1), Multiplier.of(1));
        // a mantissa that rounds to 2^31 becomes 2^30 and one more to the left
        assertEquals(new Multiplier(1 << 30, 1), Multiplier.of(Math.nextDown(1.0)));
        // 2^-32 is the smallest factor that is not 0, and what rounds up to it
        assertEquals(new Multiplier(1 << 30, -31), Multiplier.of(0x1p-32));
        assertEquals(new Multiplier(1 << 30, -31), Multiplier.of(Math.nextDown(0x1p-32)));
        assertEquals(new Multiplier(0, 0), Multiplier.of(0x1.fffffep-33));
        assertEquals(new Multiplier(1 << 30, 30), Multiplier.of(0x1p29));
    }

    @Test
    void tiesOfTheMantissaGoAwayFromZero() {
        assertEquals(new Multiplier((1 << 30) + 1, 0), Multiplier.of(0.5 + 0x1p-32));
        assertEquals(new Multiplier((1 << 30) + 2, 0), Multiplier.of(0.5 + 3 * 0x1p-32));
    }

    @Test
    void whatTheKernelsDoNotDefineIsRefused() {
        for (double real : new double[] {-0.5, Double.NaN, Double.POSITIVE_INFINITY, 0x1p30, Double.MAX_VALUE}) {
            assertThrows(ArithmeticException.class, () -> Multiplier.of(real), Double.toString(real));
        }
    }
}
