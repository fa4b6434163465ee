package io.twinbit.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class JdkTest {
    @Test
    void testsRunOnJdk25() {
        assertEquals(25, Runtime.version().feature());
    }
}
