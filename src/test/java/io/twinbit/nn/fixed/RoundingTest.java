package io.twinbit.nn.fixed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.testing.ExactArithmetic;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RoundingTest {
    @Test
    void bothRoundingsEqualTheirDefinitions() {
        Random random = new Random(3);
        for (int i = 0; i < 50_000; i++) {
            int shift = random.nextInt(-31, 31);
            int x = random.nextInt() >> random.nextInt(31);
            int mantissa = (1 << 30) + random.nextInt(1 << 30);
            String what = x + " * " + mantissa + " * 2^" + shift;
            int twice = ExactArithmetic.multiplyDouble(x, mantissa, shift);
            int once = ExactArithmetic.multiplySingle(x, mantissa, shift);
            assertEquals(twice, Rounding.DOUBLE.multiply(x, mantissa, shift), what);
            assertEquals(once, Rounding.SINGLE.multiply(x, mantissa, shift), what);
        }
    }

    @Test
    void theyDisagreeWhereTwoRoundingsAreNotOne() {
        int mantissa = 3 << 29; // 0.75
        // 10 * 0.75 = 7.5, first to 8; 8 / 16 = 0.5, then to 1; once 7.5 / 16 = 0.47, to 0
        assertEquals(1, Rounding.DOUBLE.multiply(10, mantissa, -4));
        assertEquals(0, Rounding.SINGLE.multiply(10, mantissa, -4));
    }

    @Test
    void negativeTiesOfTheSecondRoundingTellThreeRulesApart() {
        int half = 1 << 30; // 0.5
        assertEquals(-4, Rounding.DOUBLE.multiply(-14, half, -1)); // -7 / 2 away from zero
        assertEquals(-3, Rounding.DOUBLE_THEN_HALF_UP.multiply(-14, half, -1));
        assertEquals(-3, Rounding.SINGLE.multiply(-14, half, -1));
        assertEquals(4, Rounding.DOUBLE_THEN_HALF_UP.multiply(14, half, -1));
    }

    @Test
    void leftShiftsWrapAndLargeRightShiftsVanish() {
        assertEquals(
                ExactArithmetic.multiplyDouble(0x7000_0000, 1 << 30, 3),
                Rounding.DOUBLE.multiply(0x7000_0000, 1 << 30, 3));
        for (Rounding rounding : Rounding.values()) {
            assertTrue(Math.abs(rounding.multiply(Integer.MIN_VALUE, Integer.MAX_VALUE, -31)) <= 1, rounding.name());
            assertEquals(0, rounding.multiply(Integer.MAX_VALUE, 0, 0), rounding.name());
        }
    }

    @Test
    void wideAccumulatorsAreMultipliedByFifteenBits() {
        Random random = new Random(4);
        for (int i = 0; i < 50_000; i++) {
            int shift = random.nextInt(-31, Rounding.MAX_WIDE_SHIFT + 1);
            long x = random.nextLong(-Rounding.WIDE_LIMIT, Rounding.WIDE_LIMIT) >> random.nextInt(47);
            int mantissa = random.nextInt(4) == 0
                    ? Integer.MAX_VALUE - random.nextInt(1 << 17)
                    : (1 << 30) + random.nextInt(1 << 30);
            assertEquals(
                    ExactArithmetic.multiplyWide(x, mantissa, shift),
                    Rounding.multiplyWide(x, mantissa, shift),
                    x + " * " + mantissa + " * 2^" + shift);
        }
        assertEquals(-1, Rounding.multiplyWide(-3, 1 << 30, 0)); // -1.5, half up
        assertEquals(2, Rounding.multiplyWide(3, 1 << 30, 0));
    }

    @Test
    void halfUpShiftDoesNotOverflow() {
        assertEquals(1 << 29, Rounding.DOUBLE_THEN_HALF_UP.multiply(Integer.MAX_VALUE, Integer.MAX_VALUE, -2));
    }
}
