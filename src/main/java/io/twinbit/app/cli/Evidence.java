package io.twinbit.app.cli;

import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.tensor.TensorSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a board was given and what it answered.
 *
 * @param inputFiles raw tensors, one file for each input of the network
 * @param outputs likewise, opened
 * @param invocations that every file holds
 */
record Evidence(
        Graph graph, List<Path> inputFiles, List<RawTensorFile> inputs, List<RawTensorFile> outputs, long invocations) {
    /** Opens every file, so that what does not fit is said before any work. */
    static Evidence of(Graph graph, List<Path> inputFiles, List<Path> outputFiles) throws IOException {
        List<RawTensorFile> inputs = RawInference.openAs(inputFiles, specs(graph, graph.inputs()));
        List<RawTensorFile> outputs = RawInference.openAs(outputFiles, specs(graph, graph.outputs()));
        List<RawTensorFile> all = new ArrayList<>(inputs);
        all.addAll(outputs);
        return new Evidence(graph, inputFiles, inputs, outputs, RawInference.agreed(all));
    }

    static List<TensorSpec> specs(Graph graph, List<Integer> tensors) {
        return tensors.stream().map(graph::tensor).toList();
    }

    /** The inputs of one invocation. */
    List<byte[]> inputsOf(long invocation) {
        List<byte[]> tensors = new ArrayList<>();
        for (RawTensorFile file : inputs) {
            byte[] tensor = new byte[file.spec().bytes()];
            file.read(invocation, tensor);
            tensors.add(tensor);
        }
        return tensors;
    }
}
