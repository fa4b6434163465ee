package io.twinbit.app.cli;

import io.twinbit.nn.device.DeviceProfile;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.Node;
import io.twinbit.nn.graph.Op;
import io.twinbit.nn.lower.Program;
import io.twinbit.nn.lower.UnsupportedModelException;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.nn.tensor.TensorSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        @Nullable Long weightsBytes,
        @Nullable Long macs,
        List<String> unsupported) {
    /** @param options as they are written: {@code padding=SAME, strideH=2} */
    record Operator(int index, String operator, String options, List<Tensor> inputs, List<Tensor> outputs) {
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
                program.arenaLowerBoundBytes(),
                program.weightsBytes(),
                program.macs(),
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
                why.reasons());
    }

    private static List<Operator> operators(Graph graph) {
        List<Operator> operators = new ArrayList<>();
        for (Node node : graph.nodes()) {
            operators.add(new Operator(
                    operators.size(),
                    node.op().label(),
                    options(node.op()),
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
