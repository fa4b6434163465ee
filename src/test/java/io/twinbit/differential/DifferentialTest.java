package io.twinbit.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.testing.ProofForm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random networks of all operators, written by our writer, through the reference kernels and the engine: every byte
 * equal, and what one side refuses the other refuses too, or {@link Refusals} knows why not.
 *
 * <p>{@code -Dtwinbit.random.seconds=S} goes on for that long, {@code -Dtwinbit.random.networks=N} for that many, {@code
 * -Dtwinbit.random.seed=S} takes others, {@code -Dtwinbit.random.only=add,mul} those of some generators. A network that
 * fails is made small and written as a golden case.
 */
class DifferentialTest {
    private static final int MOST_FAILURES = 5;
    private static final long SEED = Long.getLong("twinbit.random.seed", 1);

    @TempDir
    private Path folder;

    @Test
    void everyNetworkIsEqualOrRefusedByBoth() throws IOException {
        Tally tally = new Tally();
        List<String> failures = new ArrayList<>();
        try (ReferenceKernels reference = ReferenceKernels.start()) {
            Comparison comparison = new Comparison(reference, folder);
            RandomNetworks networks = networks();
            long end = System.nanoTime() + time().toNanos();
            for (int i = 0; i < count() && System.nanoTime() < end && failures.size() < MOST_FAILURES; i++) {
                Experiment experiment = networks.network(i);
                Outcome outcome = comparison.compare(experiment);
                tally.add(experiment, outcome);
                if (outcome instanceof Outcome.Failed failed) {
                    Experiment small = new Shrinker(comparison).shrink(experiment);
                    failures.add(experiment.name() + ": " + failed.what() + "; made small: "
                            + FoundCase.write(small, comparison));
                }
            }
        }
        System.out.println(tally);
        assertEquals(List.of(), failures, () -> String.join("\n", failures));
        assertTrue(tally.equal() > tally.networks() * 3 / 4, tally.toString());
    }

    private static RandomNetworks networks() {
        String only = System.getProperty("twinbit.random.only");
        return only == null ? new RandomNetworks(SEED) : RandomNetworks.only(only, SEED);
    }

    private static int count() {
        boolean isTimed = System.getProperty("twinbit.random.seconds") != null;
        int ordinary = isTimed ? Integer.MAX_VALUE : ProofForm.count(300, 6_000, Integer.MAX_VALUE);
        return Integer.getInteger("twinbit.random.networks", ordinary);
    }

    private static Duration time() {
        return Duration.ofSeconds(Long.getLong("twinbit.random.seconds", ProofForm.count(600, 600, 3_600)));
    }
}
