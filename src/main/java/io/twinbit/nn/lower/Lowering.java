package io.twinbit.nn.lower;

import io.twinbit.nn.device.DeviceProfile;
import io.twinbit.nn.device.Quirk;
import io.twinbit.nn.graph.BroadcastOp;
import io.twinbit.nn.graph.ConstantFolding;
import io.twinbit.nn.graph.ElementwiseOp;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.LayoutOp;
import io.twinbit.nn.graph.MatrixOp;
import io.twinbit.nn.graph.Node;
import io.twinbit.nn.graph.Op;
import io.twinbit.nn.graph.RecurrentOp;
import io.twinbit.nn.graph.ReductionOp;
import io.twinbit.nn.graph.WindowOp;
import io.twinbit.nn.tensor.Constant;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Graph and device profile to a program. Here every number is decided: zero points folded into biases, real factors
 * turned into multipliers and shifts, bounds of activations, lookup tables, places in the arena.
 */
public final class Lowering {
    /** Far above what a microcontroller has; a few hundred bytes of file can ask for more. */
    private static final int MAX_ARENA_BYTES = 64 << 20;

    /** Each operator has its constants for itself, but a file may name one content from many of them. */
    private static final long MAX_CONSTANT_BYTES = 64 << 20;

    private final Graph graph;
    private final DeviceProfile profile;
    private final Placement placement;
    private final List<Step> steps = new ArrayList<>();
    private final List<Layer> layers = new ArrayList<>();
    private final List<List<Slot>> written = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();

    private Lowering(Graph graph, DeviceProfile profile) {
        this.graph = graph;
        this.profile = profile;
        this.placement = Placement.of(graph);
    }

    /**
     * Makes a network ready for a target's arithmetic.
     *
     * @param graph a valid one, as {@code GraphRules} says
     * @throws UnsupportedModelException with every reason why the profile cannot run the network
     */
    public static Program lower(Graph graph, DeviceProfile profile) {
        Graph folded = ConstantFolding.fold(graph);
        long constantBytes = constantBytes(folded);
        if (constantBytes > MAX_CONSTANT_BYTES) {
            throw new UnsupportedModelException(List.of("the constants that operators read take " + constantBytes
                    + " bytes, counted anew for each operator, at most " + MAX_CONSTANT_BYTES + " are supported"));
        }
        return new Lowering(folded, profile).program();
    }

    /** Of all constants that are read by operators or are outputs, as often as they are. */
    private static long constantBytes(Graph graph) {
        return Stream.concat(graph.nodes().stream().flatMap(node -> node.inputs().stream()), graph.outputs().stream())
                .map(graph.constants()::get)
                .filter(Objects::nonNull)
                .mapToLong(Constant::sizeBytes)
                .sum();
    }

    private Program program() {
        graph.outputs().stream().distinct().filter(graph.constants()::containsKey).forEach(this::addConstant);
        for (int i = 0; i < graph.nodes().size(); i++) {
            if (!graph.isFolded(graph.nodes().get(i))) {
                add(i);
            }
        }
        if (placement.arenaBytes() > MAX_ARENA_BYTES) {
            reasons.add("the tensors needed at one time take " + placement.arenaBytes() + " bytes, at most "
                    + MAX_ARENA_BYTES + " are supported");
        }
        if (!reasons.isEmpty()) {
            throw new UnsupportedModelException(reasons);
        }
        Workload workload = Workload.of(graph);
        return new Program(
                steps,
                graph.inputs().stream().map(placement::slot).toList(),
                graph.outputs().stream().map(placement::slot).toList(),
                variables(),
                Math.toIntExact(placement.stateBytes()),
                placement.slots(),
                layers,
                written,
                placement.arena(),
                workload.weightsBytes(),
                workload.macs(),
                Identity.of(graph, profile.arithmetic()));
    }

    /** In the order in which {@link Identity} numbers them; it does not know those that nobody reads, which come last. */
    private List<Variable> variables() {
        Stream<Integer> read = Stream.concat(
                graph.nodes().stream().flatMap(node -> node.inputs().stream()), graph.outputs().stream());
        return Stream.concat(read.filter(graph.variables()::contains), graph.variables().stream().sorted())
                .distinct()
                .map(this::variable)
                .toList();
    }

    /** Starts at its zero point if it is int8; any other type starts at 0 ({@code MicroInterpreterGraph}). */
    private Variable variable(int tensor) {
        TensorSpec spec = graph.tensor(tensor);
        boolean shifted = spec.type() == ElementType.INT8 && !spec.quantization().isNone();
        return new Variable(placement.slot(tensor), shifted ? (byte) spec.quantization().zeroPoint() : 0);
    }

    /** An output of the network that is a constant is copied to the arena, where outputs are. */
    private void addConstant(int tensor) {
        Slot slot = placement.slot(tensor);
        Operand content = new Operand.Literal(Objects.requireNonNull(graph.constant(tensor)).toBytes());
        steps.add(LayoutStep.Copy.whole(content, slot.spec().bytes(), slot.offset()));
        layers.add(new Layer(-1, "CONSTANT", List.of(), List.of(slot.spec()), List.of(slot)));
        written.add(placement.sharing(tensor));
    }

    private void add(int number) {
        NodeContext node = new NodeContext(graph, number, profile.arithmetic(), placement);
        try {
            refuseUndefined(node);
            List<Step> added = steps(node);
            if (added.isEmpty()) {
                return; // a view
            }
            for (Step step : added.subList(0, added.size() - 1)) {
                steps.add(step);
                written.add(List.of());
            }
            steps.add(added.getLast());
            added.forEach(_ -> layers.add(node.layer()));
            written.add(written(node.node()));
        } catch (Refusal refusal) {
            reasons.add(refusal.reason());
        }
    }

    /** What has its content after a node: its outputs, and the variables among its inputs. */
    private List<Slot> written(Node node) {
        return Stream.concat(node.outputs().stream(), node.inputs().stream().filter(graph.variables()::contains))
                .flatMap(tensor -> placement.sharing(tensor).stream())
                .toList();
    }

    private static void refuseUndefined(NodeContext node) {
        for (Quirk quirk : Quirk.values()) {
            if (!quirk.isDefined() && node.meets(quirk)) {
                throw node.refuse("this target's result is undefined, quirk " + quirk.label() + ": " + quirk.sentence());
            }
        }
    }

    private static List<Step> steps(NodeContext node) {
        return switch (node.node().op()) {
            case MatrixOp op -> MatrixLowering.lower(node, op);
            case WindowOp op -> WindowLowering.lower(node, op);
            case BroadcastOp op -> BroadcastLowering.lower(node, op);
            case ElementwiseOp op -> ElementwiseLowering.lower(node, op);
            case ReductionOp op -> ReductionLowering.lower(node, op);
            case LayoutOp op -> LayoutLowering.lower(node, op);
            case RecurrentOp op -> RecurrentLowering.lower(node, op);
            case Op.Unsupported op -> throw node.refuse("not supported (version " + op.version() + ")");
        };
    }
}
