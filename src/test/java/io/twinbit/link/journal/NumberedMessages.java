package io.twinbit.link.journal;

import io.twinbit.flow.signal.Intake;
import io.twinbit.flow.signal.Message;
import io.twinbit.link.Delivery;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Numbered messages into a journal and out of it. */
final class NumberedMessages {
    private static final long START_US = 1_700_000_000_000_000L;

    final List<Integer> acknowledged = new ArrayList<>();
    long clockUs = START_US;
    private int offered;

    /** A feed whose first message has this number. */
    NumberedMessages(int first) {
        this.offered = first;
    }

    static JournalSettings settings(int segmentBytes, int segments, OnFull onFull) {
        return new JournalSettings((long) segments * segmentBytes, 0, segmentBytes, onFull, 64);
    }

    Journal open(Storage storage, JournalSettings settings) throws IOException {
        return Journal.open(storage, settings, () -> clockUs, 0);
    }

    /** Another run begins: what was not acknowledged and is not there comes again. */
    NumberedMessages again(int next) {
        NumberedMessages again = new NumberedMessages(next);
        again.acknowledged.addAll(acknowledged);
        again.clockUs = clockUs;
        return again;
    }

    /** How many were offered, or the number of the next. */
    int offered() {
        return offered;
    }

    /** One message of one of seven topics, of at least 4 bytes. */
    boolean offer(JournalWriter writer, int bytes) {
        int number = offered;
        byte[] payload = ByteBuffer.allocate(bytes).putInt(number).array();
        Map<String, String> properties = number % 5 == 0 ? Map.of("id", "n" + number) : Map.of();
        clockUs += 1000;
        boolean taken = writer.offer(new Delivery(
                "sensors/m" + number % 7, payload, clockUs, properties, number % 3 == 0, () -> acknowledged.add(number)));
        offered += taken ? 1 : 0;
        return taken;
    }

    /** Offers messages and makes them durable. */
    void write(JournalWriter writer, int messages, int bytes) throws InterruptedException {
        for (int i = 0; i < messages; i++) {
            offer(writer, bytes);
        }
        int before;
        do {
            before = acknowledged.size();
            writer.turn(0);
        } while (acknowledged.size() > before);
    }

    /** The numbers of all messages that the journal gives from here on. */
    static List<Integer> read(Journal journal) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (Intake intake = journal.reader().poll(); intake != null; intake = journal.reader().poll()) {
            if (intake instanceof Message m) {
                numbers.add(number(m));
            }
        }
        return numbers;
    }

    static int number(Message m) {
        int number = ByteBuffer.wrap(m.payload()).getInt();
        Map<String, String> properties = number % 5 == 0 ? Map.of("id", "n" + number) : Map.of();
        if (!m.topic().equals("sensors/m" + number % 7)
                || !m.properties().equals(properties)
                || m.repeated() != (number % 3 == 0)) {
            throw new AssertionError("message " + number + " came back as " + m);
        }
        return number;
    }
}
