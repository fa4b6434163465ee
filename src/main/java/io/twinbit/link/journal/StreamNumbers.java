package io.twinbit.link.journal;

import io.twinbit.link.Frame;
import io.twinbit.link.IntakeRecords;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Short numbers for topics. Each file names a stream before its first message and once more a page later, so that no single
 * damage leaves messages without a topic. A number that is in any file of the journal is never used for another topic.
 */
final class StreamNumbers {
    static final int MAX_TOPICS = 65_536;
    /** Disks lose pages. */
    static final int PAGE_BYTES = 4096;
    /** Room for the longest topic that MQTT knows. */
    static final int MAX_AGAIN_BYTES = 68 << 10;

    private record Named(int number, String topic, long offset) {}

    private final Map<String, Integer> numbers = new HashMap<>();
    private final Set<Integer> namedHere = new HashSet<>();
    private final ArrayDeque<Named> once = new ArrayDeque<>();
    private int next;

    StreamNumbers(int firstFree) {
        this.next = firstFree;
    }

    /** What follows goes to another file. */
    void startFile() {
        namedHere.clear();
        once.clear();
    }

    /** The number of a topic; its name goes to {@code out} first when this file does not have it. */
    int number(String topic, long offset, Consumer<Frame> out) {
        Integer known = numbers.get(topic);
        int number = known == null ? assign(topic) : known;
        if (namedHere.add(number)) {
            out.accept(IntakeRecords.stream(number, topic));
            once.addLast(new Named(number, topic, offset));
        }
        return number;
    }

    private int assign(String topic) {
        if (numbers.size() >= MAX_TOPICS) { // topics come and go; those that stay get a new number
            numbers.clear();
        }
        numbers.put(topic, next);
        return next++;
    }

    /** Names again what was named once, a page or more before the offset; up to {@link #MAX_AGAIN_BYTES} at a time. */
    void again(long offset, Consumer<Frame> out) {
        int room = MAX_AGAIN_BYTES;
        while (!once.isEmpty() && once.getFirst().offset() + PAGE_BYTES <= offset) {
            Frame name = IntakeRecords.stream(once.getFirst().number(), once.getFirst().topic());
            if (name.bytes() > room) {
                return;
            }
            room -= name.bytes();
            out.accept(name);
            once.removeFirst();
        }
    }
}
