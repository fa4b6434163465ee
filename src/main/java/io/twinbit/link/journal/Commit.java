package io.twinbit.link.journal;

import io.twinbit.flow.signal.Message;
import io.twinbit.flow.signal.Resumed;
import io.twinbit.flow.signal.Tick;
import io.twinbit.link.Delivery;
import io.twinbit.link.Frame;
import io.twinbit.link.IntakeRecords;
import io.twinbit.link.RecordLayout;
import io.twinbit.link.journal.IntakeQueue.Item;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/**
 * Items that become durable together, under positions that they keep however often they must be written.
 *
 * <pre>
 *   names that must be said again | name?, item | name?, item | ... | COMMIT: durable before, cursor
 * </pre>
 */
final class Commit {
    private static final byte[] EMPTY = {};

    private final List<Item> items;
    private final long first;
    private final int messages;
    private final long maxBytes;

    /** Items whose first has this position. */
    Commit(List<Item> items, long first) {
        this.items = items;
        this.first = first;
        this.messages = (int) items.stream().filter(i -> i instanceof Item.Arrived).count();
        this.maxBytes = maxBytes(items);
    }

    long first() {
        return first;
    }

    /** Position of the last item; one before the first when there is none. */
    long last() {
        return first + items.size() - 1;
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    int messages() {
        return messages;
    }

    /** When the last item came, microseconds since 1970; 0 when there is none. */
    long atUs() {
        return items.isEmpty() ? 0 : switch (items.getLast()) {
            case Item.Arrived(Delivery d) -> d.receivedAtUs();
            case Item.Ticked(long atUs) -> atUs;
            case Item.ResumedAt(long atUs) -> atUs;
            case Item.Epoch(long atUs, String _) -> atUs;
        };
    }

    /** More than it takes in a file, whatever has to be named. */
    long maxBytes() {
        return maxBytes;
    }

    private static long maxBytes(List<Item> items) {
        long bytes = 2L * RecordLayout.RECORD_HEADER_BYTES;
        for (Item item : items) {
            bytes += RecordLayout.RECORD_HEADER_BYTES + 8 + switch (item) {
                case Item.Arrived(Delivery d) -> maxBytes(d);
                case Item.Epoch(long _, String json) -> 3L * json.length();
                case Item.Ticked _, Item.ResumedAt _ -> 0;
            };
        }
        return bytes;
    }

    private static long maxBytes(Delivery d) {
        long properties = d.properties().entrySet().stream()
                .mapToLong(p -> 4 + 3L * (p.getKey().length() + p.getValue().length()))
                .sum();
        return properties + d.payload().length + RecordLayout.RECORD_HEADER_BYTES + 8 + 3L * d.topic().length();
    }

    /** Appends all of it. The buffer begins at {@code offset} of the file. */
    void write(ByteBuffer target, long offset, StreamNumbers streams, long durableBefore, long cursor) {
        Consumer<Frame> out = frame -> RecordLayout.write(frame, target);
        streams.again(offset, out);
        long position = first;
        for (Item item : items) {
            out.accept(frame(item, position++, offset + target.position(), streams, out));
        }
        out.accept(new Frame(Frame.COMMIT, 0, 0, durableBefore, cursor, EMPTY));
    }

    private static Frame frame(Item item, long position, long offset, StreamNumbers streams, Consumer<Frame> names) {
        return switch (item) {
            case Item.Arrived(Delivery d) -> IntakeRecords.ofStream(
                    streams.number(d.topic(), offset, names),
                    new Message(position, d.topic(), d.payload(), d.receivedAtUs(), d.properties(), d.repeated()));
            case Item.Ticked(long atUs) -> IntakeRecords.whole(new Tick(position, atUs));
            case Item.ResumedAt(long atUs) -> IntakeRecords.whole(new Resumed(position, atUs));
            case Item.Epoch(long atUs, String json) ->
                new Frame(Frame.EPOCH, 0, 0, position, atUs, json.getBytes(StandardCharsets.UTF_8));
        };
    }

    /** Tells the peers that it is durable, or that nobody wants it. */
    void acknowledge() {
        for (Item item : items) {
            if (item instanceof Item.Arrived(Delivery delivery)) {
                delivery.receipt().acknowledge();
            }
        }
    }
}
