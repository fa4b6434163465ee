package io.twinbit.nn.fixed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.twinbit.testing.ExactArithmetic;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FixedPointTest {
    private static final int[] EXTREMES = {
        Integer.MIN_VALUE, Integer.MIN_VALUE + 1, -(1 << 30), -3, -2, -1, 0, 1, 2, 3, 1 << 30, Integer.MAX_VALUE
    };

    @Test
    void highProductsEqualTheDefinition() {
        for (int a : EXTREMES) {
            for (int b : EXTREMES) {
                assertEquals(ExactArithmetic.doublingHighMul(a, b), FixedPoint.doublingHighMul(a, b), a + " * " + b);
            }
        }
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            int a = random.nextInt();
            int b = random.nextInt() >> random.nextInt(31);
            assertEquals(ExactArithmetic.doublingHighMul(a, b), FixedPoint.doublingHighMul(a, b), a + " * " + b);
        }
    }

    @Test
    void theOneProductThatDoesNotFitSaturates() {
        assertEquals(Integer.MAX_VALUE, FixedPoint.doublingHighMul(Integer.MIN_VALUE, Integer.MIN_VALUE));
    }

    @Test
    void tiesOfTheHighProductGoUp() {
        assertEquals(1, FixedPoint.doublingHighMul(1 << 30, 1));
        assertEquals(0, FixedPoint.doublingHighMul(-(1 << 30), 1));
        assertEquals(2, FixedPoint.doublingHighMul(3, 1 << 30));
        assertEquals(-1, FixedPoint.doublingHighMul(-3, 1 << 30));
    }

    @Test
    void divisionsEqualTheDefinition() {
        Random random = new Random(2);
        for (int exponent = 0; exponent <= 31; exponent++) {
            for (int x : EXTREMES) {
                assertDivision(x, exponent);
            }
            for (int i = 0; i < 300; i++) {
                int tie = (random.nextInt() >> exponent << exponent) + (exponent == 0 ? 0 : 1 << (exponent - 1));
                assertDivision(tie, exponent);
                assertDivision(tie - 1, exponent);
                assertDivision(tie + 1, exponent);
                assertDivision(random.nextInt(), exponent);
            }
        }
    }

    private static void assertDivision(int x, int exponent) {
        assertEquals(
                ExactArithmetic.divideByPowerOfTwo(x, exponent),
                FixedPoint.divideByPowerOfTwo(x, exponent),
                x + " / 2^" + exponent);
    }

    @Test
    void tiesOfADivisionGoAwayFromZero() {
        assertEquals(3, FixedPoint.divideByPowerOfTwo(5, 1));
        assertEquals(-3, FixedPoint.divideByPowerOfTwo(-5, 1));
        assertEquals(-1, FixedPoint.divideByPowerOfTwo(Integer.MIN_VALUE, 31));
        assertEquals(1, FixedPoint.divideByPowerOfTwo(1 << 30, 31));
    }

    @Test
    void leftShiftsSaturate() {
        assertEquals(40, FixedPoint.multiplyByPowerOfTwo(10, 2));
        assertEquals(-40, FixedPoint.multiplyByPowerOfTwo(-10, 2));
        assertEquals(Integer.MAX_VALUE, FixedPoint.multiplyByPowerOfTwo(1 << 29, 2));
        assertEquals(Integer.MIN_VALUE, FixedPoint.multiplyByPowerOfTwo(-(1 << 29) - 1, 2));
        assertEquals((1 << 31) - 4, FixedPoint.multiplyByPowerOfTwo((1 << 29) - 1, 2));
    }
}
