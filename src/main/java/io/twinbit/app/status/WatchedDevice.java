package io.twinbit.app.status;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a watched device: its newest window and its last results. The pipelines' thread writes, any number of
 * viewers read. Results are kept while nobody looks, until the {@link Watch} needs the place; windows need not be.
 */
public final class WatchedDevice implements AutoCloseable {
    public static final int MAX_RESULTS = 120;

    /** A result as it was published, and its place in the order of results, from 1. */
    @SuppressWarnings("ArrayRecordComponent") // a payload; never compared
    public record Result(long number, byte[] json) {}

    private final String pipeline;
    private final String device;
    private final AtomicInteger viewers = new AtomicInteger();
    private final ArrayDeque<Result> results = new ArrayDeque<>(MAX_RESULTS);
    private volatile @Nullable Trace newest;
    private long newestNumber;

    WatchedDevice(String pipeline, String device) {
        this.pipeline = pipeline;
        this.device = device;
    }

    public String pipeline() {
        return pipeline;
    }

    public String device() {
        return device;
    }

    boolean is(String otherPipeline, String otherDevice) {
        return device.equals(otherDevice) && pipeline.equals(otherPipeline);
    }

    void viewed() {
        viewers.incrementAndGet();
    }

    /** Whether somebody looks right now, so that a new window is worth its copy. */
    public boolean isViewed() {
        return viewers.get() > 0;
    }

    /** One viewer less. */
    @Override
    public void close() {
        viewers.decrementAndGet();
    }

    /** Leaves the newest window. */
    public void signal(Trace trace) {
        newest = trace;
    }

    /** The newest window, or null before the first. */
    public @Nullable Trace newest() {
        return newest;
    }

    /** Leaves a result, as published; the oldest beyond {@value #MAX_RESULTS} goes. */
    public synchronized void result(byte[] json) {
        if (results.size() == MAX_RESULTS) {
            results.removeFirst();
        }
        newestNumber++;
        results.addLast(new Result(newestNumber, json));
    }

    /** The results after {@code number} that are still kept, oldest first; 0 for all of them. */
    public synchronized List<Result> resultsAfter(long number) {
        return results.stream().filter(r -> r.number() > number).toList();
    }
}
