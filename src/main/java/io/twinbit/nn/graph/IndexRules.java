package io.twinbit.nn.graph;

import java.util.List;

/** Every index names a tensor, one that has elements where it is an operand; only an operator's input may be absent. */
final class IndexRules {
    private final Graph graph;
    private final Violations violations;

    private IndexRules(Graph graph, Violations violations) {
        this.graph = graph;
        this.violations = violations;
    }

    static void check(Graph graph, Violations violations) {
        IndexRules rules = new IndexRules(graph, violations);
        rules.network("input", graph.inputs());
        rules.network("output", graph.outputs());
        for (int i = 0; i < graph.nodes().size(); i++) {
            rules.node(i);
        }
    }

    private void network(String role, List<Integer> indices) {
        if (indices.isEmpty()) {
            violations.graph("no " + role + "s; at least one expected");
        }
        for (int index : indices) {
            if (isWrong(index)) {
                violations.graph(role + " is " + describe(index));
            }
        }
    }

    private void node(int number) {
        Node node = graph.nodes().get(number);
        for (int input : node.inputs()) {
            if (input != Node.ABSENT && isWrong(input)) {
                violations.node(number, "input is " + describe(input));
            }
        }
        for (int output : node.outputs()) {
            if (isWrong(output)) {
                violations.node(number, "output is " + describe(output));
            }
        }
        for (int intermediate : node.intermediates()) {
            if (intermediate < 0 || intermediate >= graph.tensors().size()) {
                violations.node(number, "intermediate is " + describe(intermediate));
            }
        }
    }

    private boolean isWrong(int index) {
        return index < 0 || index >= graph.tensors().size() || graph.tensor(index).shape().elements() == 0;
    }

    private String describe(int index) {
        return index >= 0 && index < graph.tensors().size()
                ? violations.tensorName(index) + " of shape " + graph.tensor(index).shape() + ", which has no elements"
                : "tensor " + index + " of " + graph.tensors().size();
    }
}
