package io.twinbit.nn.fixed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SigmoidTableTest {
    private static final double ONE = 3 * 4096;

    private final char[] table = SigmoidTable.toArray();

    @Test
    void theFunctionsAreNearTheRealOnes() {
        for (int x = -(1 << 18); x <= 1 << 18; x += 7) {
            assertEquals(0x1p15 / (1 + Math.exp(-x / ONE)), SigmoidTable.logistic(x, table), 2.5, "sigmoid of " + x);
            assertEquals(0x1p15 * Math.tanh(x / ONE), SigmoidTable.tanh(x, table), 3.5, "tanh of " + x);
        }
    }

    @Test
    void theEndsStayInside() {
        assertEquals(Short.MAX_VALUE, SigmoidTable.logistic(1 << 30, table));
        assertEquals(1, SigmoidTable.logistic(-(1 << 30), table));
        assertEquals(Short.MAX_VALUE, SigmoidTable.tanh(1 << 30, table));
        assertEquals(-Short.MAX_VALUE, SigmoidTable.tanh(-(1 << 30), table));
    }

    @Test
    void entriesAreThoseOfTheRuntime() {
        assertEquals(32768, table[0]);
        assertEquals(35493, table[4], "one above 65536 * sigmoid(4 / 24) = 35492.4");
        assertEquals(54374, table[38]);
        assertEquals(65535, table[255]);
    }
}
