package io.twinbit.nn.lower;

import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.LayoutOp;
import io.twinbit.nn.graph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where each tensor lies in the arena. Time is the number of the node that runs; inputs, and constants that are
 * outputs, are there from before the first, outputs stay until after the last, variables are there all the time. A
 * reshape (RESHAPE, SQUEEZE, EXPAND_DIMS) of a tensor in the arena is no work: its output is the same memory; but not of
 * a variable, which may change while the output is still needed. What is folded does not run.
 */
final class Placement {
    private static final int BEFORE_FIRST = -1;

    private final Graph graph;

    /** For each tensor in the arena the one whose memory it is, by index; itself unless it is a reshape. */
    private final Map<Integer, Integer> owners = new TreeMap<>();

    /** For each owner its lifetime and size. */
    private final Map<Integer, ArenaPlanner.Buffer> buffers = new TreeMap<>();

    private final Map<Integer, Slot> slots = new TreeMap<>();
    private final ArenaPlanner.Plan plan;

    Placement(Graph graph) {
        this.graph = graph;
        graph.inputs().forEach(input -> create(input, BEFORE_FIRST));
        graph.outputs().stream()
                .filter(graph.constants()::containsKey)
                .forEach(constant -> create(constant, BEFORE_FIRST));
        graph.variables().forEach(variable -> create(variable, BEFORE_FIRST));
        for (int i = 0; i < graph.nodes().size(); i++) {
            visit(i);
        }
        graph.outputs().forEach(output -> use(output, graph.nodes().size()));
        graph.variables().forEach(variable -> use(variable, graph.nodes().size()));
        this.plan = ArenaPlanner.plan(List.copyOf(buffers.values()));
        Map<Integer, Long> offsets = new TreeMap<>();
        for (int owner : buffers.keySet()) {
            offsets.put(owner, plan.offsets().get(offsets.size()));
        }
        owners.forEach((tensor, owner) -> slots.put(
                tensor, new Slot(tensor, graph.tensor(tensor), Math.toIntExact(offsets.getOrDefault(owner, 0L)))));
    }

    private void visit(int time) {
        Node node = graph.nodes().get(time);
        if (graph.isFolded(node)) {
            return;
        }
        if (isView(time)) {
            owners.put(node.outputs().getFirst(), owner(node.inputs().getFirst()));
            return;
        }
        node.inputs().forEach(input -> use(input, time));
        node.outputs().forEach(output -> create(output, time));
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

    private void create(int tensor, int time) {
        owners.put(tensor, tensor);
        buffers.put(tensor, new ArenaPlanner.Buffer(graph.tensor(tensor).bytes(), time, time));
    }

    private void use(int tensor, int time) {
        if (owners.containsKey(tensor)) {
            buffers.computeIfPresent(owner(tensor), (_, b) -> new ArenaPlanner.Buffer(b.bytes(), b.first(), time));
        }
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

    /** All tensors that are the memory of {@code tensor}, itself among them. */
    List<Slot> sharing(int tensor) {
        List<Slot> sharing = new ArrayList<>();
        slots.values().stream().filter(slot -> owner(slot.tensor()) == owner(tensor)).forEach(sharing::add);
        return sharing;
    }

    int arenaBytes() {
        return Math.toIntExact(plan.bytes());
    }

    int lowerBoundBytes() {
        return Math.toIntExact(plan.lowerBoundBytes());
    }
}
