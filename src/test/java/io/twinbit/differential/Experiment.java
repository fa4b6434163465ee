package io.twinbit.differential;

import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.model.TfliteWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A network and its inputs.
 *
 * @param model the file that the reference kernels read
 * @param inputs for each input of the network all invocations, one after another
 */
@SuppressWarnings("ArrayRecordComponent")
record Experiment(String name, byte[] model, Graph graph, List<byte[]> inputs, int invocations) {
    static Experiment of(String name, Graph graph, List<byte[]> inputs) {
        int invocations = inputs.getFirst().length / graph.tensor(graph.inputs().getFirst()).bytes();
        return new Experiment(name, TfliteWriter.write(graph), graph, inputs, invocations);
    }

    /** {@code count} invocations from {@code first} on. */
    Experiment part(int first, int count) {
        List<byte[]> part = new ArrayList<>();
        for (byte[] input : inputs) {
            int bytes = input.length / invocations;
            part.add(Arrays.copyOfRange(input, first * bytes, (first + count) * bytes));
        }
        return new Experiment(name, model, graph, part, count);
    }
}
