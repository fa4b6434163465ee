package io.twinbit.nn.fixed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The bits are held by the golden cases of LOG_SOFTMAX; here, that the function is what its name says. */
class LogarithmTest {
    @Test
    void logarithmsAreLogarithms() {
        Random random = new Random(8);
        for (int i = 0; i < 100_000; i++) {
            int x = Math.max(1 << 19, random.nextInt() >>> (1 + random.nextInt(12)));
            assertEquals(Math.log(Math.scalb((double) x, -19)), Math.scalb((double) Logarithm.of(x), -26), 1e-6, "log " + x);
        }
    }
}
