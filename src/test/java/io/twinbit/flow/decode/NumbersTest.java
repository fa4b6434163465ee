package io.twinbit.flow.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumbersTest {
    /** The nearest float32 by comparison of exact decimals: what rounds to double in between differs. */
    @Test
    void decimalsAreRoundedOnce() throws Rejection {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            float a = Float.intBitsToFloat(random.nextInt(0x7f000000));
            BigDecimal half = new BigDecimal(a).add(new BigDecimal(Math.nextUp(a))).divide(BigDecimal.valueOf(2));
            BigDecimal tiny = half.ulp().movePointLeft(random.nextInt(12));
            BigDecimal near = random.nextBoolean() ? half.add(tiny) : half.subtract(tiny);
            float expected = near.compareTo(half) > 0 ? Math.nextUp(a) : a;
            assertEquals(expected, Numbers.float32(near.toString(), 0), near::toString);
        }
        String justAboveATie = "1.00000005960464477540"; // as a double it is the tie between 1 and the next float32
        assertEquals(Math.nextUp(1f), Numbers.float32(justAboveATie, 0));
    }

    @Test
    void millisecondsAreExactToTheMicrosecond() throws Rejection {
        Random random = new Random(2);
        for (int i = 0; i < 50_000; i++) {
            long us = random.nextLong(-8_000_000_000_000_000L, 8_000_000_000_000_000L);
            assertEquals(us, Numbers.microseconds(BigDecimal.valueOf(us, 3).toPlainString(), 0));
        }
    }

    @Test
    void whatLooksLikeANumberIsNoHeader() {
        for (String number : new String[] {"1", "-1.5e-3", "+.5", "5.", "nan", "-INF", "Infinity"}) {
            assertTrue(Numbers.looksNumeric(number), number);
        }
        for (String name : new String[] {"", "t_ms", "1a", "0x10", "1f", ".", "e5", "1e", "nano"}) {
            assertFalse(Numbers.looksNumeric(name), name);
        }
    }
}
