package io.twinbit.app.gateway;

import io.twinbit.app.status.DeadLetter;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a station remembers beyond its pipeline's life: counters, and the newest {@value #MAX_DEAD_LETTERS} messages that
 * did not become samples. Confined to the loop's thread.
 */
final class Tally {
    static final int MAX_DEAD_LETTERS = 100;

    private final Map<String, Long> counters = new HashMap<>();
    private final ArrayDeque<DeadLetter> deadLetters = new ArrayDeque<>(MAX_DEAD_LETTERS);

    void count(String cause, long times) {
        counters.merge(cause, times, Long::sum);
    }

    void bury(DeadLetter letter) {
        if (deadLetters.size() == MAX_DEAD_LETTERS) {
            deadLetters.removeLast();
        }
        deadLetters.addFirst(letter);
    }

    /** The sums of these counters and the running pipeline's. */
    Map<String, Long> countersWith(Map<String, Long> running) {
        Map<String, Long> sums = new HashMap<>(counters);
        running.forEach((cause, times) -> sums.merge(cause, times, Long::sum));
        return sums;
    }

    List<DeadLetter> newestFirst() {
        return List.copyOf(deadLetters);
    }
}
