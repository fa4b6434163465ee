package io.twinbit.differential;

import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.GraphRules;
import io.twinbit.nn.graph.Node;
import io.twinbit.nn.lower.UnsupportedModelException;
import io.twinbit.nn.tensor.Shape;
import io.twinbit.nn.tensor.TensorSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Makes a failing experiment small: the shortest run of operators that fails on what the engine hands to it, fewer
 * operators within it, one invocation, one element of the batch.
 */
final class Shrinker {
    private final Judge judge;

    Shrinker(Judge judge) {
        this.judge = judge;
    }

    Experiment shrink(Experiment failing) throws IOException {
        Experiment small = withoutOperators(shortestRun(failing));
        return firstOfTheBatch(fewerInvocations(small));
    }

    private Experiment shortestRun(Experiment failing) throws IOException {
        List<Node> nodes = failing.graph().nodes();
        for (int length = 1; length < nodes.size(); length++) {
            for (int first = 0; first + length <= nodes.size(); first++) {
                Optional<Experiment> run = failing(failing, nodes.subList(first, first + length));
                if (run.isPresent()) {
                    return run.get();
                }
            }
        }
        return failing;
    }

    private Experiment withoutOperators(Experiment failing) throws IOException {
        Experiment small = failing;
        for (int i = small.graph().nodes().size() - 1; i >= 0 && small.graph().nodes().size() > 1; i--) {
            List<Node> fewer = new ArrayList<>(small.graph().nodes());
            fewer.remove(i);
            small = failing(small, fewer).orElse(small);
        }
        return small;
    }

    private Optional<Experiment> failing(Experiment whole, List<Node> nodes) throws IOException {
        Excerpt excerpt = new Excerpt(whole.graph(), nodes);
        if (excerpt.inputs().isEmpty()) {
            return Optional.empty();
        }
        Graph graph = excerpt.graph();
        return failing(Experiment.of(whole.name(), graph, values(whole, excerpt.inputs())));
    }

    private Optional<Experiment> failing(Experiment experiment) throws IOException {
        return judge.compare(experiment) instanceof Outcome.Failed ? Optional.of(experiment) : Optional.empty();
    }

    /** What the tensors hold in the engine; zeros where it does not run the network. */
    private static List<byte[]> values(Experiment whole, List<Integer> tensors) {
        try {
            return Comparison.intermediate(whole, tensors);
        } catch (UnsupportedModelException e) {
            return tensors.stream()
                    .map(tensor -> new byte[whole.graph().tensor(tensor).bytes() * whole.invocations()])
                    .toList();
        }
    }

    /** The one that fails, unless what came before it counts. */
    private Experiment fewerInvocations(Experiment failing) throws IOException {
        if (!(judge.compare(failing) instanceof Outcome.Failed failed)) {
            return failing;
        }
        int invocation = Math.min(failed.invocation(), failing.invocations() - 1);
        Optional<Experiment> one = failing(failing.part(invocation, 1));
        return one.isPresent() ? one.get() : failing(failing.part(0, invocation + 1)).orElse(failing);
    }

    /** Every tensor that is not a constant with an outermost dimension of 1, if that makes a valid graph. */
    private Experiment firstOfTheBatch(Experiment failing) throws IOException {
        Graph graph = failing.graph();
        List<TensorSpec> tensors = new ArrayList<>();
        for (int i = 0; i < graph.tensors().size(); i++) {
            TensorSpec spec = graph.tensor(i);
            tensors.add(graph.constant(i) == null && spec.shape().rank() > 1 ? first(spec) : spec);
        }
        Graph small = new Graph(
                tensors, graph.constants(), graph.nodes(), graph.inputs(), graph.outputs(), graph.variables());
        if (small.equals(graph) || failing.invocations() != 1 || !GraphRules.violations(small).isEmpty()) {
            return failing;
        }
        List<byte[]> inputs = new ArrayList<>();
        for (int i = 0; i < failing.inputs().size(); i++) {
            inputs.add(Arrays.copyOf(failing.inputs().get(i), small.tensor(small.inputs().get(i)).bytes()));
        }
        return failing(Experiment.of(failing.name(), small, inputs)).orElse(failing);
    }

    private static TensorSpec first(TensorSpec spec) {
        int[] dims = spec.shape().toArray();
        dims[0] = 1;
        return new TensorSpec(spec.name(), spec.type(), Shape.of(dims), spec.quantization());
    }
}
