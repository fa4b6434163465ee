package io.twinbit.app.status;

import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.Node;
import io.twinbit.nn.tensor.Shape;
import io.twinbit.nn.tensor.TensorSpec;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A network as people want to see it: what it is made of, and whose arithmetic it runs in.
 *
 * @param modelFile name of the file, without folders
 * @param arithmeticId what decides the output bits; equal for the gateway and for firmware
 * @param rounding of the profile: {@code double} or {@code single}
 * @param macs multiply-accumulates an inference
 * @param input the first input; its quantization turns real numbers into integers
 * @param output the first output; its quantization turns a result's integers into scores
 */
public record NetworkCard(
        String modelFile,
        String arithmeticId,
        String profile,
        String rounding,
        long arenaBytes,
        long weightsBytes,
        long macs,
        TensorSpec input,
        TensorSpec output,
        List<Layer> layers) {
    public NetworkCard {
        layers = List.copyOf(layers);
    }

    /**
     * One operator.
     *
     * @param operator its name in TensorFlow Lite
     * @param inputs shapes of what is computed before
     * @param constants shapes of weights, biases and other constants
     */
    public record Layer(String operator, List<Shape> inputs, List<Shape> constants, List<Shape> outputs) {
        public Layer {
            inputs = List.copyOf(inputs);
            constants = List.copyOf(constants);
            outputs = List.copyOf(outputs);
        }
    }

    /** The layers of a graph in execution order. */
    public static List<Layer> layersOf(Graph graph) {
        return graph.nodes().stream().map(node -> layerOf(graph, node)).toList();
    }

    private static Layer layerOf(Graph graph, Node node) {
        return new Layer(
                node.op().label(),
                shapes(graph, node.inputs(), i -> graph.constant(i) == null),
                shapes(graph, node.inputs(), i -> graph.constant(i) != null),
                shapes(graph, node.outputs(), _ -> true));
    }

    private static List<Shape> shapes(Graph graph, List<Integer> tensors, IntPredicate wanted) {
        return tensors.stream()
                .filter(i -> i != Node.ABSENT && wanted.test(i))
                .map(i -> graph.tensor(i).shape())
                .toList();
    }
}
