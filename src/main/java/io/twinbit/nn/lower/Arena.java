package io.twinbit.nn.lower;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where a program's tensors lie over time. Time is the number of the operator that runs; what is there before the first
 * one has time -1, what stays after the last one their number.
 *
 * @param bytes of the whole
 * @param lowerBoundBytes the most bytes that are needed at one time; no plan with these blocks can do with less
 */
public record Arena(int bytes, int lowerBoundBytes, List<Block> blocks) {
    /**
     * Memory that is held from time {@code first} to {@code last}, both included.
     *
     * @param bytes a multiple of the alignment
     * @param tensors that are in it, one after another or as views of one content
     */
    public record Block(int offset, int bytes, int first, int last, List<Integer> tensors) {
        public Block {
            tensors = List.copyOf(tensors);
        }

        public boolean isHeldAt(int time) {
            return first <= time && time <= last;
        }
    }

    public Arena {
        blocks = List.copyOf(blocks);
    }

    /** The blocks that are held at the first time at which they take the most. */
    public List<Block> atPeak() {
        return heldAt(peak()).toList();
    }

    /** The first time at which the most bytes are held; 0 for an arena without blocks. */
    public int peak() {
        int peak = 0;
        long most = 0;
        for (Block start : blocks) { // the sum rises only where a block begins
            long held = heldAt(start.first()).mapToLong(Block::bytes).sum();
            if (held > most || (held == most && start.first() < peak)) {
                most = held;
                peak = start.first();
            }
        }
        return peak;
    }

    private Stream<Block> heldAt(int time) {
        return blocks.stream().filter(block -> block.isHeldAt(time));
    }
}
