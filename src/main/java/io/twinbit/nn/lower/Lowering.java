package io.twinbit.nn.lower;

import io.twinbit.nn.device.DeviceProfile;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.Op;
import io.twinbit.nn.tensor.Constant;
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
    private final List<List<Slot>> written = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();

    private Lowering(Graph graph, DeviceProfile profile) {
        this.graph = graph;
        this.profile = profile;
        this.placement = new Placement(graph);
    }

    /**
     * Makes a network ready for a target's arithmetic.
     *
     * @param graph a valid one, as {@code GraphRules} says
     * @throws UnsupportedModelException with every reason why the profile cannot run the network
     */
    public static Program lower(Graph graph, DeviceProfile profile) {
        long constantBytes = constantBytes(graph);
        if (constantBytes > MAX_CONSTANT_BYTES) {
            throw new UnsupportedModelException(List.of("the constants that operators read take " + constantBytes
                    + " bytes, counted anew for each operator, at most " + MAX_CONSTANT_BYTES + " are supported"));
        }
        return new Lowering(graph, profile).program();
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
            if (!placement.isView(i)) {
                add(i);
            }
        }
        for (int variable : graph.variables()) {
            reasons.add("tensor " + variable + " " + graph.tensor(variable) + " keeps state from one inference to the"
                    + " next, which is not supported");
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
                placement.slots(),
                written,
                placement.arenaBytes(),
                placement.lowerBoundBytes(),
                workload.weightsBytes(),
                workload.macs(),
                Identity.of(graph, profile.arithmetic()));
    }

    /** An output of the network that is a constant is copied to the arena, where outputs are. */
    private void addConstant(int tensor) {
        Slot slot = placement.slot(tensor);
        Operand content = new Operand.Literal(Objects.requireNonNull(graph.constant(tensor)).toBytes());
        steps.add(new Step.Copy(content, slot.spec().bytes(), slot.offset()));
        written.add(placement.sharing(tensor));
    }

    private void add(int number) {
        NodeContext node = new NodeContext(graph, number, profile.arithmetic(), placement);
        try {
            steps.add(step(node));
            written.add(placement.sharing(node.node().outputs().getFirst()));
        } catch (Refusal refusal) {
            reasons.add(refusal.reason());
        }
    }

    private static Step step(NodeContext node) {
        return switch (node.node().op()) {
            case Op.Conv2d op -> MatrixLowering.conv2d(node, op);
            case Op.DepthwiseConv2d op -> MatrixLowering.depthwiseConv2d(node, op);
            case Op.FullyConnected op -> MatrixLowering.fullyConnected(node, op);
            case Op.AveragePool2d op -> WindowLowering.averagePool2d(node, op);
            case Op.MaxPool2d op -> WindowLowering.maxPool2d(node, op);
            case Op.Add op -> BinaryLowering.add(node, op);
            case Op.Mul op -> BinaryLowering.mul(node, op);
            case Op.Relu _ -> ElementwiseLowering.relu(node);
            case Op.Relu6 _ -> ElementwiseLowering.relu6(node);
            case Op.Logistic _ -> ElementwiseLowering.logistic(node);
            case Op.Quantize _ -> ElementwiseLowering.quantize(node);
            case Op.Dequantize _ -> ElementwiseLowering.dequantize(node);
            case Op.Softmax op -> ReductionLowering.softmax(node, op);
            case Op.Mean _ -> ReductionLowering.mean(node);
            case Op.Reshape _ -> LayoutLowering.reshape(node);
            case Op.Pad _ -> LayoutLowering.pad(node);
            case Op.Concatenation op -> LayoutLowering.concatenation(node, op);
            case Op.Unsupported op -> throw node.refuse("not supported (version " + op.version() + ")");
        };
    }
}
