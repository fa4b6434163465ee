package io.twinbit.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.GraphRules;
import io.twinbit.nn.model.TfliteReader;
import io.twinbit.nn.model.TfliteWriter;
import org.junit.jupiter.api.Test;

/** Random networks are read again as they were written. */
class WrittenNetworksTest {
    private static final int NETWORKS = 2_000;

    @Test
    void everyValidNetworkIsReadAgain() {
        RandomNetworks networks = new RandomNetworks(3);
        int read = 0;
        for (int i = 0; i < NETWORKS; i++) {
            Graph graph = networks.network(i).graph();
            if (GraphRules.violations(graph).isEmpty()) {
                assertEquals(graph, TfliteReader.read(TfliteWriter.write(graph)));
                read++;
            }
        }
        assertTrue(read > NETWORKS * 3 / 4, "only " + read + " networks are valid");
    }
}
