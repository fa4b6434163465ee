package io.twinbit.differential;

import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A failing experiment as a golden case, which the golden tests find by themselves; one without outputs, because the
 * reference kernels refuse the network, goes where builds write.
 */
final class FoundCase {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Path WITHOUT_OUTPUTS = Path.of("target/differential");

    private FoundCase() {}

    /** Returns the folder, named after the network that the case was found in. */
    static Path write(Experiment experiment, Comparison comparison) throws IOException {
        return write(experiment, comparison, GOLDEN, WITHOUT_OUTPUTS);
    }

    static Path write(Experiment experiment, Comparison comparison, Path golden, Path withoutOutputs) throws IOException {
        String what = comparison.compare(experiment).toString();
        boolean hasOutputs = comparison.hasOutputs();
        Path folder = (hasOutputs ? golden : withoutOutputs).resolve("found-" + experiment.name());
        Files.createDirectories(folder);
        Files.write(folder.resolve("model.tflite"), experiment.model());
        for (int i = 0; i < experiment.inputs().size(); i++) {
            Files.write(folder.resolve("input-" + i + ".bin"), experiment.inputs().get(i));
        }
        for (int o = 0; hasOutputs && o < experiment.graph().outputs().size(); o++) {
            Files.write(folder.resolve("output-" + o + ".bin"), comparison.expected(o));
        }
        Files.writeString(folder.resolve("ORIGIN.txt"), origin(experiment, what));
        return folder;
    }

    private static String origin(Experiment experiment, String what) {
        Graph graph = experiment.graph();
        StringBuilder text = new StringBuilder("what: found by DifferentialTest in its network " + experiment.name() + ", made small\n");
        text.append("operators: ").append(String.join(", ", operators(graph))).append('\n');
        append(text, "input-", graph, graph.inputs());
        append(text, "output-", graph, graph.outputs());
        for (int i = 0; i < graph.nodes().size(); i++) {
            text.append("options-").append(i).append(": ").append(graph.nodes().get(i).op()).append('\n');
        }
        return text.append("invocations: ").append(experiment.invocations()).append('\n')
                .append("stateful: ").append(graph.variables().isEmpty() ? "no" : "yes").append('\n')
                .append("found-as: ").append(what).append('\n')
                .append("produced-by: tflite-micro PyPI wheel of bench/requirements.txt, reference kernels, double rounding\n")
                .toString();
    }

    private static void append(StringBuilder text, String role, Graph graph, List<Integer> tensors) {
        for (int i = 0; i < tensors.size(); i++) {
            text.append(role).append(i).append(": ").append(graph.tensor(tensors.get(i))).append('\n');
        }
    }

    private static Set<String> operators(Graph graph) {
        return graph.nodes().stream()
                .map(Node::op)
                .map(op -> op.label())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
