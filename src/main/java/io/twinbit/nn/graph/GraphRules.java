package io.twinbit.nn.graph;

import java.util.List;

/**
 * What makes a {@link Graph} valid, so that whoever lowers or runs it need not look again: indices in range; every
 * tensor written once, before it is read, and never an input or a constant; contents as long as their tensor;
 * quantization that fits type and shape; operands, options and shapes as the operator needs them. Operators that are not
 * there yet are held to the rules of the data flow only.
 *
 * <p>A violation is a sentence that names the operator or tensor, what was found and what was expected. At most
 * {@value Violations#MAX} are told.
 */
public final class GraphRules {
    private GraphRules() {}

    /** Everything wrong with {@code graph}; empty if it is valid. */
    public static List<String> violations(Graph graph) {
        Violations violations = new Violations(graph);
        IndexRules.check(graph, violations);
        if (violations.isEmpty()) { // from here on indices may be followed
            TensorRules.check(graph, violations);
            FlowRules.check(graph, violations);
            checkNodes(graph, violations);
        }
        return violations.list();
    }

    /** In their order, so that a rule sees what the nodes before it make of constants. */
    private static void checkNodes(Graph graph, Violations violations) {
        ConstantFolding folding = new ConstantFolding(graph);
        for (int i = 0; i < graph.nodes().size(); i++) {
            OperandRules.check(folding.operands(i), violations);
            if (violations.isEmpty()) {
                folding.visit(i);
            }
        }
    }
}
