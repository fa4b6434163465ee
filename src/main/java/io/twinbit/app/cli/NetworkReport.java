package io.twinbit.app.cli;

import io.twinbit.nn.device.DeviceProfile;
import io.twinbit.nn.device.Quirk;
import io.twinbit.nn.device.Standing;
import io.twinbit.nn.graph.ConstantFolding;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.Node;
import io.twinbit.nn.graph.Op;
import io.twinbit.nn.lower.Capacity;
import io.twinbit.nn.lower.Program;
import io.twinbit.nn.lower.QuirkScope;
import io.twinbit.nn.lower.UnsupportedModelException;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.nn.tensor.TensorSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code inspect} tells of a network; its components are the JSON's keys. What only a program has is null without. */
record NetworkReport(
        String model,
        String profile,
        List<Operator> operators,
        List<Tensor> inputs,
        List<Tensor> outputs,
        @Nullable String arithmeticId,
        @Nullable Integer arenaBytes,
        @Nullable Integer arenaLowerBoundBytes,
        @Nullable Integer arenaPeakOperator,
        @Nullable List<Block> arenaBlocks,
        @Nullable Long weightsBytes,
        @Nullable Long macs,
        List<QuirkLine> quirks,
        List<String> tooLarge,
        List<String> unsupported) {
    /** Memory of the arena that tensors have while operators {@code firstOperator} to {@code lastOperator} run. */
    record Block(List<Integer> tensors, int offset, int bytes, int firstOperator, int lastOperator) {}

    /** A quirk of the target that this network meets. */
    record QuirkLine(String quirk, String standing, String sentence) {}

    /**
     * @param options as they are written: {@code padding=SAME, strideH=2}
     * @param folded whether no input decides the output, so that it is computed once, before the first inference
     */
    record Operator(
            int index, String operator, String options, boolean folded, List<Tensor> inputs, List<Tensor> outputs) {
        /** The weights of an operator that has some: its second operand, if that is constant. */
        @Nullable Tensor weights() {
            return inputs.size() > 1 && inputs.get(1).constant() ? inputs.get(1) : null;
        }
    }

    /** @param scales one for the tensor, one for each index of {@code quantizedDimension}, or none */
    record Tensor(
            int index,
            String name,
            String type,
            List<Integer> shape,
            List<Float> scales,
            List<Integer> zeroPoints,
            int quantizedDimension,
            boolean constant) {}

    static NetworkReport of(Path model, DeviceProfile profile, Graph graph, Program program) {
        return new NetworkReport(
                model.toString(),
                profile.name(),
                operators(graph),
                tensors(graph, graph.inputs()),
                tensors(graph, graph.outputs()),
                program.arithmeticId(),
                program.arenaBytes(),
                program.arena().lowerBoundBytes(),
                program.arena().peak(),
                program.arena().blocks().stream()
                        .map(b -> new Block(b.tensors(), b.offset(), b.bytes(), b.first(), b.last()))
                        .toList(),
                program.weightsBytes(),
                program.macs(),
                quirks(profile, graph),
                Capacity.shortfalls(graph, program, profile),
                List.of());
    }

    /** For a network that the profile cannot run. */
    static NetworkReport of(Path model, DeviceProfile profile, Graph graph, UnsupportedModelException why) {
        return new NetworkReport(
                model.toString(),
                profile.name(),
                operators(graph),
                tensors(graph, graph.inputs()),
                tensors(graph, graph.outputs()),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                quirks(profile, graph),
                List.of(),
                why.reasons());
    }

    private static List<QuirkLine> quirks(DeviceProfile profile, Graph graph) {
        Map<Quirk, Standing> standings = profile.arithmetic().quirks();
        return QuirkScope.met(graph, profile.arithmetic()).stream()
                .map(quirk -> new QuirkLine(
                        quirk.label(), standings.getOrDefault(quirk, Standing.UNVERIFIED).label(), quirk.sentence()))
                .toList();
    }

    private static List<Operator> operators(Graph graph) {
        List<Operator> operators = new ArrayList<>();
        Graph folded = ConstantFolding.fold(graph);
        for (Node node : graph.nodes()) {
            operators.add(new Operator(
                    operators.size(),
                    node.op().label(),
                    options(node.op()),
                    folded.isFolded(node),
                    tensors(graph, node.inputs()),
                    tensors(graph, node.outputs())));
        }
        return operators;
    }

    /** A record's text without its name and brackets. */
    private static String options(Op op) {
        String text = op.toString();
        return text.substring(text.indexOf('[') + 1, text.length() - 1);
    }

    private static List<Tensor> tensors(Graph graph, List<Integer> indices) {
        return indices.stream().filter(i -> i != Node.ABSENT).map(i -> tensor(graph, i)).toList();
    }

    private static Tensor tensor(Graph graph, int index) {
        TensorSpec spec = graph.tensor(index);
        Quantization quantization = spec.quantization();
        List<Float> scales = new ArrayList<>();
        List<Integer> zeroPoints = new ArrayList<>();
        for (int c = 0; c < quantization.channels(); c++) {
            scales.add(quantization.scale(c));
            zeroPoints.add(quantization.zeroPoint(c));
        }
        return new Tensor(
                index,
                spec.name(),
                spec.type().label(),
                Arrays.stream(spec.shape().toArray()).boxed().toList(),
                scales,
                zeroPoints,
                quantization.axis(),
                graph.constant(index) != null);
    }
}
