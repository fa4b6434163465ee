package io.twinbit.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.app.cli.CaseResult;
import io.twinbit.app.cli.GoldenCase;
import io.twinbit.nn.graph.Graph;
import io.twinbit.testing.Profiles;
import io.twinbit.testing.SampleNetworks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShrinkerTest {
    @TempDir
    private Path folder;

    @Test
    void theOneOperatorThatFailsIsLeft() throws IOException {
        Experiment small = new Shrinker(failingWith(List.of("MUL"))).shrink(everyOperator());
        assertEquals(List.of("MUL"), labels(small.graph()));
        assertEquals(1, small.graph().inputs().size());
        assertEquals(1, small.invocations());
    }

    @Test
    void operatorsThatFailTogetherAreLeft() throws IOException {
        Experiment small = new Shrinker(failingWith(List.of("PAD", "MEAN"))).shrink(everyOperator());
        assertEquals(List.of("PAD", "MEAN"), labels(small.graph()));
        assertEquals(2, small.graph().inputs().size());
    }

    @Test
    void whatIsLeftHoldsTheValuesOfTheWhole() throws IOException {
        Experiment whole = everyOperator();
        Experiment small = new Shrinker(failingWith(List.of("SOFTMAX"))).shrink(whole);
        int logits = whole.graph().nodes().get(16).inputs().getFirst();
        byte[] expected = Comparison.intermediate(whole, List.of(logits)).getFirst();
        assertEquals("SOFTMAX", whole.graph().nodes().get(16).op().label());
        assertEquals(List.of(expected[0], expected[1], expected[2]),
                List.of(small.inputs().getFirst()[0], small.inputs().getFirst()[1], small.inputs().getFirst()[2]));
    }

    /** The engine that rounds once against the reference kernels, which round twice. */
    @Test
    void aDifferenceBecomesAGoldenCase() throws IOException {
        try (ReferenceKernels reference = ReferenceKernels.start()) {
            Comparison comparison = new Comparison(reference, folder, Profiles.named("x-cube-ai"));
            RandomNetworks networks = new RandomNetworks(2);
            Experiment failing = networks.network(0);
            for (int i = 1; !(comparison.compare(failing) instanceof Outcome.Failed); i++) {
                failing = networks.network(i);
            }
            Experiment small = new Shrinker(comparison).shrink(failing);
            Path written = FoundCase.write(small, comparison, folder, folder.resolve("refused"));
            GoldenCase golden = new GoldenCase(written);
            assertEquals(CaseResult.Status.PASSED, golden.run(Profiles.reference()).status(), written.toString());
            assertEquals(CaseResult.Status.FAILED, golden.run(Profiles.named("x-cube-ai")).status(), written.toString());
            assertEquals(1, small.graph().nodes().size());
            assertFalse(new Comparison(reference, folder).compare(small) instanceof Outcome.Failed);
        }
    }

    @Test
    void networksDependOnTheirNumberOnly() {
        RandomNetworks networks = new RandomNetworks(7);
        for (int i = 0; i < 200; i++) {
            Experiment once = networks.network(i);
            assertEquals(once.graph(), new RandomNetworks(7).network(i).graph());
            assertTrue(once.invocations() == InputValues.INVOCATIONS, once.name());
        }
    }

    private static Judge failingWith(List<String> labels) {
        return experiment -> labels(experiment.graph()).containsAll(labels)
                ? new Outcome.Failed("has " + labels, 0)
                : new Outcome.Equal(1);
    }

    private static List<String> labels(Graph graph) {
        return graph.nodes().stream().map(node -> node.op().label()).toList();
    }

    private static Experiment everyOperator() {
        Graph graph = SampleNetworks.everyOperator();
        List<byte[]> inputs = List.of(InputValues.of(graph.tensor(graph.inputs().getFirst()), null, new SplittableRandom(1)));
        return Experiment.of("every", graph, inputs);
    }
}
