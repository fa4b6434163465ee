package io.twinbit.app.cli;

import io.twinbit.nn.lower.Arena;
import io.twinbit.nn.lower.Arena.Block;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An arena as text: memory upwards, operators to the right, a letter for each block, a dot where nothing is held. A cell
 * stands for a piece of memory and one or more operators, and shows the block that begins first of those that touch it.
 */
final class ArenaPicture {
    private static final int ROWS = 12;
    private static final int COLUMNS = 72;
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private final Arena arena;
    private final List<Block> blocks;
    private final int rowBytes;
    private final int times;
    private final int timesPerColumn;

    private ArenaPicture(Arena arena, int operators) {
        this.arena = arena;
        this.blocks = arena.blocks().stream()
                .sorted(Comparator.comparingInt(Block::first).thenComparingInt(Block::offset))
                .toList();
        this.rowBytes = Math.max(1, Math.ceilDiv(arena.bytes(), ROWS));
        this.times = operators;
        this.timesPerColumn = Math.max(1, Math.ceilDiv(times, COLUMNS));
    }

    /** Lines from the top. */
    static List<String> of(Arena arena, int operators) {
        return new ArenaPicture(arena, operators).lines();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int row = Math.ceilDiv(arena.bytes(), rowBytes) - 1; row >= 0; row--) {
            StringBuilder line = new StringBuilder("%9d |".formatted(row * rowBytes));
            for (int time = 0; time < times; time += timesPerColumn) {
                line.append(cell(row * rowBytes, time));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private char cell(int from, int time) {
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            boolean there = block.offset() < from + rowBytes && from < block.offset() + block.bytes();
            boolean then = block.first() < time + timesPerColumn && time <= block.last();
            if (there && then) {
                return LETTERS.charAt(i % LETTERS.length());
            }
        }
        return '.';
    }
}
