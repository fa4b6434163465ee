package io.twinbit.app.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RateTest {
    private final Rate rate = new Rate();

    @Test
    void isTheMeanOfTheLastFullSeconds() {
        rate.count(1000);
        assertEquals(0, rate.perSecond(), "no second is over");
        rate.secondOver();
        assertEquals(1000, rate.perSecond());
        for (int second = 0; second < 5; second++) {
            rate.count(10);
            rate.secondOver();
        }
        assertEquals(10, rate.perSecond(), "the burst is more than 5 s ago");
        rate.secondOver();
        assertEquals(8, rate.perSecond());
    }
}
