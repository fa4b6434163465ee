package io.twinbit.nn.lower;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Places buffers in one arena so that two that are needed at the same time never overlap: one after another, each into
 * the first gap between those already placed whose lifetimes meet its own; every buffer starts at a multiple of
 * {@link #ALIGNMENT_BYTES}. Largest first, as TensorFlow Lite Micro's {@code GreedyMemoryPlanner} does, and then in the
 * order of time, which suits long chains better; the smaller arena of the two is taken.
 */
final class ArenaPlanner {
    static final int ALIGNMENT_BYTES = 16;

    /** Memory needed from time {@code first} to {@code last}, both included. */
    record Buffer(long bytes, int first, int last) {
        boolean meets(Buffer other) {
            return first <= other.last && other.first <= last;
        }

        long alignedBytes() {
            return (bytes + ALIGNMENT_BYTES - 1) / ALIGNMENT_BYTES * ALIGNMENT_BYTES;
        }
    }

    /**
     * Where everything goes.
     *
     * @param offsets of the buffers, in their order
     * @param bytes size of the arena
     * @param lowerBoundBytes the most that is needed at any time
     */
    record Plan(List<Long> offsets, long bytes, long lowerBoundBytes) {}

    private final List<Buffer> buffers;
    private final long[] offsets;

    /** Buffers placed so far, by ascending offset. */
    private final List<Integer> placed = new ArrayList<>();

    private ArenaPlanner(List<Buffer> buffers) {
        this.buffers = buffers;
        this.offsets = new long[buffers.size()];
    }

    static Plan plan(List<Buffer> buffers) {
        ArenaPlanner bySize = inOrder(buffers, Comparator.comparingLong(Buffer::bytes).reversed());
        ArenaPlanner byTime = inOrder(buffers, Comparator.comparingInt(Buffer::first));
        ArenaPlanner smaller = byTime.end() < bySize.end() ? byTime : bySize;
        return new Plan(LongStream.of(smaller.offsets).boxed().toList(), smaller.end(), lowerBound(buffers));
    }

    private static ArenaPlanner inOrder(List<Buffer> buffers, Comparator<Buffer> order) {
        ArenaPlanner planner = new ArenaPlanner(buffers);
        IntStream.range(0, buffers.size())
                .boxed()
                .sorted(Comparator.comparing(buffers::get, order))
                .forEach(planner::place);
        return planner;
    }

    private void place(int index) {
        Buffer buffer = buffers.get(index);
        long offset = 0;
        for (int other : placed) {
            if (buffer.meets(buffers.get(other))) {
                if (offset + buffer.alignedBytes() <= offsets[other]) {
                    break;
                }
                offset = Math.max(offset, end(other));
            }
        }
        offsets[index] = offset;
        placed.add(placedUpTo(offset), index);
    }

    /** How many of those placed begin at this offset or before. */
    private int placedUpTo(long offset) {
        int from = 0;
        int to = placed.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (offsets[placed.get(middle)] <= offset) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    private long end(int index) {
        return offsets[index] + buffers.get(index).alignedBytes();
    }

    private long end() {
        return IntStream.range(0, offsets.length).mapToLong(this::end).max().orElse(0);
    }

    /** The most bytes at any time: a sum that rises where a buffer begins and falls behind its end. */
    private static long lowerBound(List<Buffer> buffers) {
        SortedMap<Integer, Long> changes = new TreeMap<>();
        for (Buffer buffer : buffers) {
            changes.merge(buffer.first, buffer.alignedBytes(), Long::sum);
            changes.merge(buffer.last + 1, -buffer.alignedBytes(), Long::sum);
        }
        long bytes = 0;
        long most = 0;
        for (long change : changes.values()) {
            bytes += change;
            most = Math.max(most, bytes);
        }
        return most;
    }
}
