package io.twinbit.app.cli;

import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.Node;
import io.twinbit.nn.lower.Program;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The first operator that two programs of one network compute differently. */
record PartingOperator(int index, String operator) {
    /** In one invocation; empty if they agree in all of it. */
    static Optional<PartingOperator> of(Evidence evidence, Program a, Program b, long invocation) {
        Map<Integer, byte[]> tensorsOfA = tensors(evidence, a, invocation);
        Map<Integer, byte[]> tensorsOfB = tensors(evidence, b, invocation);
        Graph graph = evidence.graph();
        for (int i = 0; i < graph.nodes().size(); i++) {
            Node node = graph.nodes().get(i);
            for (int output : node.outputs()) {
                if (!Arrays.equals(tensorsOfA.get(output), tensorsOfB.get(output))) {
                    return Optional.of(new PartingOperator(i, node.op().label()));
                }
            }
        }
        return Optional.empty();
    }

    /** Every tensor of an invocation; a network with state runs those before it too. */
    private static Map<Integer, byte[]> tensors(Evidence evidence, Program program, long invocation) {
        RawInference inference = new RawInference(program, evidence.inputs());
        long first = evidence.graph().variables().isEmpty() ? invocation : 0;
        for (long before = first; before < invocation; before++) {
            inference.run(before);
        }
        Map<Integer, byte[]> tensors = new HashMap<>();
        inference.run(invocation, (tensor, content) -> {
            byte[] bytes = new byte[content.spec().bytes()];
            content.read(bytes, 0);
            tensors.put(tensor, bytes);
        });
        return tensors;
    }

    @Override
    public String toString() {
        return "operator " + index + " " + operator;
    }
}
