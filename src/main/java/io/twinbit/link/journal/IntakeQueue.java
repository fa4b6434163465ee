package io.twinbit.link.journal;

import io.twinbit.link.Delivery;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for the next commit, in order of arrival. Deliveries are bounded in number and bytes; of what is said between two
 * deliveries, only the newest of a kind is kept.
 */
final class IntakeQueue {
    /** What can be written: a message, or a remark about time or configuration. */
    sealed interface Item {
        record Arrived(Delivery delivery) implements Item {}

        record Ticked(long atUs) implements Item {}

        record ResumedAt(long atUs) implements Item {}

        record Epoch(long atUs, String json) implements Item {}
    }

    private final int maxMessages;
    private final long maxBytes;
    private final ArrayDeque<Item> items = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int messages;
    private long bytes;
    private boolean closed;

    IntakeQueue(int maxMessages, long maxBytes) {
        this.maxMessages = maxMessages;
        this.maxBytes = maxBytes;
    }

    private static long bytesOf(Delivery delivery) {
        return delivery.topic().length() + (long) delivery.payload().length;
    }

    /** False when there is no room, or the queue is closed. An empty queue takes a message of any length. */
    boolean offer(Delivery delivery) {
        lock.lock();
        try {
            boolean full = messages >= maxMessages || (messages > 0 && bytes + bytesOf(delivery) > maxBytes);
            if (full || closed) {
                return false;
            }
            messages++;
            bytes += bytesOf(delivery);
            items.addLast(new Item.Arrived(delivery));
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Adds a remark; one of the same kind that no delivery has followed is forgotten. */
    void say(Item remark) {
        lock.lock();
        try {
            Iterator<Item> newestFirst = items.descendingIterator();
            while (newestFirst.hasNext()) {
                Item item = newestFirst.next();
                if (item instanceof Item.Arrived) {
                    break;
                }
                if (item.getClass() == remark.getClass()) {
                    newestFirst.remove();
                    break;
                }
            }
            items.addLast(remark);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more; what is there can still be taken out. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    boolean isOver() {
        lock.lock();
        try {
            return closed && items.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** What is there, oldest first, up to these bounds but at least one; empty when nothing came within the time. */
    List<Item> take(int atMostMessages, long atMostBytes, long waitNs) throws InterruptedException {
        lock.lock();
        try {
            long leftNs = waitNs;
            while (items.isEmpty() && !closed && leftNs > 0) {
                leftNs = changed.awaitNanos(leftNs);
            }
            return takeNow(atMostMessages, atMostBytes);
        } finally {
            lock.unlock();
        }
    }

    private List<Item> takeNow(int atMostMessages, long atMostBytes) {
        List<Item> taken = new ArrayList<>();
        long takenBytes = 0;
        while (!items.isEmpty() && taken.size() < atMostMessages && takenBytes < atMostBytes) {
            Item item = items.removeFirst();
            taken.add(item);
            if (item instanceof Item.Arrived(Delivery delivery)) {
                messages--;
                bytes -= bytesOf(delivery);
                takenBytes += bytesOf(delivery);
            }
        }
        return taken;
    }
}
