package io.twinbit.nn.lower;

import static java.util.Objects.requireNonNull;

import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.LayoutOp;
import io.twinbit.nn.graph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where each tensor lies in the arena. Time is the number of the node that runs; inputs, and constants that are
 * outputs, are there from before the first, outputs stay until after the last, variables are there all the time. A
 * reshape (RESHAPE, SQUEEZE, EXPAND_DIMS) of a tensor in the arena is no work: its output is the same memory; but not of
 * a variable, which may change while the output is still needed. An operator on single elements may write its output
 * over the input that it is the last to read. What is folded does not run. Variables come first, so that firmware can
 * keep them apart from memory that it lends to others between inferences.
 */
final class Placement {
    private static final int BEFORE_FIRST = -1;

    private final Graph graph;
    private final boolean inPlace;

    /** For each tensor the last node that reads it; for outputs and variables the number behind the last. */
    private final Map<Integer, Integer> lastReads = new HashMap<>();

    /** For each tensor in the arena the one whose content it has, by index; itself unless it is a reshape. */
    private final Map<Integer, Integer> contents = new TreeMap<>();

    /** For each tensor in the arena the one whose memory it has: several contents one after another may have one. */
    private final Map<Integer, Integer> owners = new TreeMap<>();

    /** For each owner its lifetime and size. */
    private final Map<Integer, ArenaPlanner.Buffer> buffers = new TreeMap<>();

    private final Map<Integer, Slot> slots = new TreeMap<>();

    /** By content all slots that have it. */
    private final Map<Integer, List<Slot>> sharing;

    private final long stateBytes;
    private final ArenaPlanner.Plan plan;

    private Placement(Graph graph, boolean inPlace) {
        this.graph = graph;
        this.inPlace = inPlace;
        findLastReads();
        graph.inputs().forEach(input -> create(input, BEFORE_FIRST));
        graph.outputs().stream()
                .filter(graph.constants()::containsKey)
                .forEach(constant -> create(constant, BEFORE_FIRST));
        graph.variables().forEach(variable -> create(variable, BEFORE_FIRST));
        for (int i = 0; i < graph.nodes().size(); i++) {
            visit(i);
        }
        Map<Integer, Long> offsets = new TreeMap<>();
        this.stateBytes = placeVariables(offsets);
        this.plan = placeOthers(offsets);
        owners.forEach((tensor, owner) -> slots.put(
                tensor, new Slot(tensor, graph.tensor(tensor), Math.toIntExact(offsets.getOrDefault(owner, 0L)))));
        this.sharing = slots.values().stream().collect(Collectors.groupingBy(slot -> content(slot.tensor())));
    }

    /** One after another; returns the bytes they take. */
    private long placeVariables(Map<Integer, Long> offsets) {
        long end = 0;
        for (int variable : graph.variables().stream().sorted().toList()) {
            offsets.put(variable, end);
            end += requireNonNull(buffers.get(variable)).alignedBytes();
        }
        return end;
    }

    private ArenaPlanner.Plan placeOthers(Map<Integer, Long> offsets) {
        List<Integer> others = buffers.keySet().stream().filter(owner -> !graph.variables().contains(owner)).toList();
        ArenaPlanner.Plan othersPlan = ArenaPlanner.plan(others.stream().map(buffers::get).toList());
        for (int i = 0; i < others.size(); i++) {
            offsets.put(others.get(i), stateBytes + othersPlan.offsets().get(i));
        }
        return othersPlan;
    }

    /** The smaller arena of the two: a long-lived buffer of several contents may be hard to place. */
    static Placement of(Graph graph) {
        Placement apart = new Placement(graph, false);
        Placement inPlace = new Placement(graph, true);
        return inPlace.arenaBytes() <= apart.arenaBytes() ? inPlace : apart;
    }

    private void findLastReads() {
        for (int i = 0; i < graph.nodes().size(); i++) {
            if (!graph.isFolded(graph.nodes().get(i))) {
                for (int input : graph.nodes().get(i).inputs()) {
                    lastReads.put(input, i);
                }
            }
        }
        graph.outputs().forEach(output -> lastReads.put(output, graph.nodes().size()));
        graph.variables().forEach(variable -> lastReads.put(variable, graph.nodes().size()));
    }

    private void visit(int time) {
        Node node = graph.nodes().get(time);
        if (graph.isFolded(node)) {
            return;
        }
        int input = isView(time) ? node.inputs().getFirst() : overwritten(node, time);
        if (input == Node.ABSENT) {
            node.outputs().forEach(output -> create(output, time));
            return;
        }
        int output = node.outputs().getFirst();
        contents.put(output, isView(time) ? content(input) : output);
        owners.put(output, owner(input));
        buffers.computeIfPresent(owner(input), (_, b) -> new ArenaPlanner.Buffer(
                b.bytes(), b.first(), Math.max(b.last(), lastRead(output, time))));
    }

    /** Whether node {@code i} only looks at the memory of its input under another shape. */
    boolean isView(int i) {
        Node node = graph.nodes().get(i);
        boolean isReshape = switch (node.op()) {
            case LayoutOp.Reshape _, LayoutOp.Squeeze _, LayoutOp.ExpandDims _ -> true;
            default -> false;
        };
        return isReshape
                && owners.containsKey(node.inputs().getFirst())
                && !graph.variables().contains(node.inputs().getFirst());
    }

    /** An input of this node whose memory its output takes over; {@link Node#ABSENT} if there is none. */
    private int overwritten(Node node, int time) {
        if (inPlace) {
            for (int input : InPlace.inputs(graph, node)) {
                ArenaPlanner.Buffer buffer = buffers.get(owner(input));
                if (buffer != null && buffer.last() == time) {
                    return input;
                }
            }
        }
        return Node.ABSENT;
    }

    private void create(int tensor, int time) {
        contents.put(tensor, tensor);
        owners.put(tensor, tensor);
        buffers.put(tensor, new ArenaPlanner.Buffer(graph.tensor(tensor).bytes(), time, lastRead(tensor, time)));
    }

    private int lastRead(int tensor, int time) {
        return Math.max(time, lastReads.getOrDefault(tensor, time));
    }

    private int owner(int tensor) {
        return owners.getOrDefault(tensor, tensor);
    }

    Slot slot(int tensor) {
        Slot slot = slots.get(tensor);
        if (slot == null) {
            throw new IllegalStateException("tensor " + tensor + " is not in the arena");
        }
        return slot;
    }

    List<Slot> slots() {
        return List.copyOf(slots.values());
    }

    /** All tensors that have the content of {@code tensor}, itself among them. */
    List<Slot> sharing(int tensor) {
        return sharing.getOrDefault(content(tensor), List.of());
    }

    private int content(int tensor) {
        return contents.getOrDefault(tensor, tensor);
    }

    long arenaBytes() {
        return stateBytes + plan.bytes();
    }

    /** The bytes of variables, from the arena's beginning on. */
    long stateBytes() {
        return stateBytes;
    }

    Arena arena() {
        Map<Integer, List<Integer>> tensors =
                owners.keySet().stream().collect(Collectors.groupingBy(this::owner));
        List<Arena.Block> blocks = new ArrayList<>();
        buffers.forEach((owner, buffer) -> blocks.add(new Arena.Block(
                slot(owner).offset(),
                Math.toIntExact(buffer.alignedBytes()),
                buffer.first(),
                buffer.last(),
                tensors.getOrDefault(owner, List.of()))));
        return new Arena(
                Math.toIntExact(arenaBytes()), Math.toIntExact(stateBytes + plan.lowerBoundBytes()), blocks);
    }
}
