package io.twinbit.app.gateway;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BugBudgetTest {
    private final Throwable bug = new ArrayIndexOutOfBoundsException(3);
    private static final long SECOND_US = 1_000_000;

    private final BugBudget budget = new BugBudget(3, Duration.ofSeconds(60));

    @Test
    void theThirdWithinAMinuteIsOneTooMany() {
        budget.spend(0, bug);
        budget.spend(59 * SECOND_US, bug);
        assertSame(bug, assertThrows(IllegalStateException.class, () -> budget.spend(60 * SECOND_US, bug)).getCause());
    }

    @Test
    void bugsThatAreFarApartAreLivedWith() {
        for (int i = 0; i < 100; i++) {
            budget.spend(i * 31L * SECOND_US, bug);
        }
    }
}
