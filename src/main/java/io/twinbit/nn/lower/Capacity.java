package io.twinbit.nn.lower;

import io.twinbit.nn.device.DeviceProfile;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a network fits the memory of the board that a profile describes. A network that does not runs in the gateway
 * all the same, so this is told and not refused.
 */
public final class Capacity {
    private final Graph graph;
    private final List<String> shortfalls = new ArrayList<>();

    private Capacity(Graph graph) {
        this.graph = graph;
    }

    /** What does not fit, by how much, and what takes the most; empty if all does or the profile names no memory. */
    public static List<String> shortfalls(Graph graph, Program program, DeviceProfile profile) {
        Capacity capacity = new Capacity(graph);
        if (profile.ramBytes() != null && program.arenaBytes() > profile.ramBytes()) {
            capacity.ram(program.arena(), profile.ramBytes());
        }
        if (profile.flashBytes() != null) {
            capacity.flash(profile.flashBytes());
        }
        return List.copyOf(capacity.shortfalls);
    }

    private void ram(Arena arena, long ramBytes) {
        int peak = arena.peak();
        shortfalls.add("the arena takes " + arena.bytes() + " bytes, " + (arena.bytes() - ramBytes)
                + " more than the board's ram_bytes = " + ramBytes + "; the most is held at " + operator(peak) + ": "
                + arena.atPeak().stream()
                        .sorted(Comparator.comparingInt(Arena.Block::bytes).reversed())
                        .map(block -> tensor(block.tensors().getFirst()))
                        .collect(Collectors.joining(", ")));
    }

    private String operator(int time) {
        return time < 0 || time >= graph.nodes().size()
                ? "the inputs"
                : "operator " + time + " " + graph.nodes().get(time).op().label();
    }

    private String tensor(int tensor) {
        return "tensor " + tensor + " " + graph.tensor(tensor);
    }

    /** Each constant that is read counts once; multipliers and code come on top. */
    private void flash(long flashBytes) {
        Set<Integer> counted = new HashSet<>();
        long bytes = 0;
        int largest = Node.ABSENT;
        int reader = 0;
        for (int i = 0; i < graph.nodes().size(); i++) {
            for (int input : graph.nodes().get(i).inputs()) {
                if (graph.constants().containsKey(input) && counted.add(input)) {
                    bytes += graph.tensor(input).bytes();
                    if (largest == Node.ABSENT || graph.tensor(input).bytes() > graph.tensor(largest).bytes()) {
                        largest = input;
                        reader = i;
                    }
                }
            }
        }
        if (bytes > flashBytes) {
            shortfalls.add("the constants take " + bytes + " bytes, " + (bytes - flashBytes)
                    + " more than the board's flash_bytes = " + flashBytes + "; the largest is that of "
                    + operator(reader) + ": " + tensor(largest));
        }
    }
}
