package io.twinbit.app.cli;

import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.tensor.TensorSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a board was given and what it answered.
 *
 * @param inputs raw tensors, one file for each input of the network
 * @param outputs likewise
 * @param invocations that every file holds
 */
record Evidence(Graph graph, List<RawTensorFile> inputs, List<RawTensorFile> outputs, long invocations) {
    /** Opens every file, so that what does not fit is said before any work. */
    static Evidence of(Graph graph, List<Path> inputFiles, List<Path> outputFiles) throws IOException {
        List<RawTensorFile> inputs = RawInference.open(inputFiles, specs(graph, graph.inputs()));
        List<RawTensorFile> outputs = RawInference.open(outputFiles, specs(graph, graph.outputs()));
        long invocations = RawInference.agreed(Stream.concat(inputs.stream(), outputs.stream()).toList());
        return new Evidence(graph, inputs, outputs, invocations);
    }

    static List<TensorSpec> specs(Graph graph, List<Integer> tensors) {
        return tensors.stream().map(graph::tensor).toList();
    }

    /** The inputs of one invocation. */
    List<byte[]> inputsOf(long invocation) {
        return inputs.stream().map(file -> file.read(invocation)).toList();
    }
}
