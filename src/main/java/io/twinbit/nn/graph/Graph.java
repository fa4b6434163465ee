package io.twinbit.nn.graph;

import io.twinbit.nn.tensor.Constant;
import io.twinbit.nn.tensor.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A network: tensors, the content of those that are constant, and nodes in execution order. {@code GraphRules} says
 * what a valid one is.
 *
 * @param constants content by tensor index
 * @param inputs tensor indices of the network's inputs, in the file's order
 * @param outputs tensor indices of the network's outputs, in the file's order
 * @param variables tensor indices of the network's state, which lives from one inference to the next
 */
public record Graph(
        List<TensorSpec> tensors,
        Map<Integer, Constant> constants,
        List<Node> nodes,
        List<Integer> inputs,
        List<Integer> outputs,
        Set<Integer> variables) {
    public Graph {
        tensors = List.copyOf(tensors);
        constants = Map.copyOf(constants);
        nodes = List.copyOf(nodes);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        variables = Set.copyOf(variables);
    }

    /** A network without state. */
    public Graph(
            List<TensorSpec> tensors,
            Map<Integer, Constant> constants,
            List<Node> nodes,
            List<Integer> inputs,
            List<Integer> outputs) {
        this(tensors, constants, nodes, inputs, outputs, Set.of());
    }

    public TensorSpec tensor(int index) {
        return tensors.get(index);
    }

    public @Nullable Constant constant(int index) {
        return constants.get(index);
    }

    /** Whether all that a node writes is constant, so that it is not run: {@link ConstantFolding}. */
    public boolean isFolded(Node node) {
        return !node.outputs().isEmpty() && constants.keySet().containsAll(node.outputs());
    }
}
