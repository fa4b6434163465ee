package io.twinbit.nn.graph;

import java.util.BitSet;

/** Data flows forward: a tensor is written once, by an operator before those that read it; inputs and constants never. */
final class FlowRules {
    private final Graph graph;
    private final Violations violations;
    private final BitSet known = new BitSet();
    private final BitSet inputs = new BitSet();

    private FlowRules(Graph graph, Violations violations) {
        this.graph = graph;
        this.violations = violations;
    }

    static void check(Graph graph, Violations violations) {
        FlowRules rules = new FlowRules(graph, violations);
        graph.constants().keySet().forEach(rules.known::set);
        graph.variables().forEach(rules.known::set);
        graph.inputs().forEach(rules::input);
        for (int i = 0; i < graph.nodes().size(); i++) {
            rules.node(i);
        }
        graph.outputs().forEach(rules::output);
    }

    private void input(int index) {
        if (known.get(index)) {
            violations.tensor(index, "is an input of the network and also " + origin(index));
        }
        known.set(index);
        inputs.set(index);
    }

    private void node(int number) {
        Node node = graph.nodes().get(number);
        for (int input : node.inputs()) {
            if (input != Node.ABSENT && !known.get(input)) {
                violations.node(number, "reads " + violations.tensorName(input) + ", which nothing before it wrote");
            }
        }
        for (int output : node.outputs()) {
            if (known.get(output)) {
                violations.node(number, "writes " + violations.tensorName(output) + ", which is " + origin(output));
            }
            known.set(output);
        }
    }

    private void output(int index) {
        if (!known.get(index)) {
            violations.tensor(index, "is an output of the network that nothing writes");
        }
    }

    private String origin(int index) {
        if (graph.constant(index) != null) {
            return "a constant";
        }
        if (graph.variables().contains(index)) {
            return "a variable";
        }
        return inputs.get(index) ? "an input of the network" : "written by another operator already";
    }
}
