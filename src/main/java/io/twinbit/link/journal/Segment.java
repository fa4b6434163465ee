package io.twinbit.link.journal;

import java.util.concurrent.atomic.AtomicLong;

/**
 * One file of the journal. The writer says what is durable, the reader what it has taken, and whoever makes room that the file
 * is gone; each from a thread of its own.
 */
final class Segment {
    static final String ENDING = ".twr";
    static final PositionNames NAMES = new PositionNames("intake", ENDING);

    private final long first;
    private final AtomicLong taken = new AtomicLong();
    private volatile long fileBytes;
    private volatile long last;
    private volatile long lastAtUs;
    private volatile long messages;
    private volatile long durableBytes;
    private volatile boolean gone;

    /** A segment without a record yet, whose first will have this position. */
    Segment(long first, long fileBytes) {
        this.first = first;
        this.last = first - 1;
        this.fileBytes = fileBytes;
    }

    String name() {
        return NAMES.of(first);
    }

    /** The writer's: all of the file before {@code bytes} is on the disk, with records up to position {@code position}. */
    void durable(long bytes, long position, long messagesSoFar, long atUs) {
        last = position;
        messages = messagesSoFar;
        lastAtUs = atUs;
        durableBytes = bytes; // the last, for it publishes the others
    }

    /** The writer's: what lies behind the durable part is cut off. */
    void cut() {
        fileBytes = durableBytes;
    }

    long first() {
        return first;
    }

    /** Position of the last durable record; one before the first when there is none. */
    long last() {
        return last;
    }

    long lastAtUs() {
        return lastAtUs;
    }

    long messages() {
        return messages;
    }

    long durableBytes() {
        return durableBytes;
    }

    long fileBytes() {
        return fileBytes;
    }

    boolean isEmpty() {
        return last < first;
    }

    /** The reader's: so many of the messages were taken by the pipelines. */
    void taken(long count) {
        taken.set(count);
    }

    void takenOneMore() {
        taken.incrementAndGet();
    }

    long waiting() {
        return Math.max(0, messages - taken.get());
    }

    /** It made room: whoever reads it goes on with the next. */
    void go() {
        gone = true;
    }

    boolean isGone() {
        return gone;
    }
}
