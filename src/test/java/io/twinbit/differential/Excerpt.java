package io.twinbit.differential;

import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.Node;
import io.twinbit.nn.tensor.Constant;
import io.twinbit.nn.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Some nodes of a graph as a network of its own: what they read from elsewhere is an input. */
final class Excerpt {
    private final Graph whole;
    private final List<Node> nodes;
    private final List<Integer> inputs;
    private final List<Integer> outputs;

    Excerpt(Graph whole, List<Node> nodes) {
        this.whole = whole;
        this.nodes = nodes;
        Set<Integer> written = new LinkedHashSet<>();
        Set<Integer> read = new LinkedHashSet<>();
        Set<Integer> fromElsewhere = new LinkedHashSet<>();
        for (Node node : nodes) {
            for (int input : node.inputs()) {
                read.add(input);
                if (input != Node.ABSENT && !written.contains(input) && whole.constant(input) == null
                        && !whole.variables().contains(input)) {
                    fromElsewhere.add(input);
                }
            }
            written.addAll(node.outputs());
        }
        this.inputs = List.copyOf(fromElsewhere);
        this.outputs = written.stream().filter(t -> !read.contains(t) || whole.outputs().contains(t)).toList();
    }

    /** Tensors of the whole graph that are this network's inputs, in its order. */
    List<Integer> inputs() {
        return inputs;
    }

    /** With the tensors that are used, numbered anew. */
    Graph graph() {
        Set<Integer> used = new LinkedHashSet<>(inputs);
        nodes.forEach(node -> {
            used.addAll(node.inputs());
            used.addAll(node.outputs());
            used.addAll(node.intermediates());
        });
        used.remove(Node.ABSENT);
        Map<Integer, Integer> numbers = new HashMap<>(Map.of(Node.ABSENT, Node.ABSENT));
        List<TensorSpec> tensors = new ArrayList<>();
        Map<Integer, Constant> constants = new HashMap<>();
        Set<Integer> variables = new HashSet<>();
        for (int tensor : used) {
            int number = tensors.size();
            numbers.put(tensor, number);
            tensors.add(whole.tensor(tensor));
            Constant content = whole.constant(tensor);
            if (content != null) {
                constants.put(number, content);
            }
            if (whole.variables().contains(tensor)) {
                variables.add(number);
            }
        }
        List<Node> renumbered = nodes.stream()
                .map(node -> new Node(node.op(), numbered(node.inputs(), numbers), numbered(node.outputs(), numbers),
                        numbered(node.intermediates(), numbers)))
                .toList();
        return new Graph(
                tensors, constants, renumbered, numbered(inputs, numbers), numbered(outputs, numbers), variables);
    }

    private static List<Integer> numbered(List<Integer> tensors, Map<Integer, Integer> numbers) {
        return tensors.stream().map(numbers::get).toList();
    }
}
