package io.twinbit.nn.lower;

import io.twinbit.nn.device.DeviceProfile;
import io.twinbit.nn.graph.Graph;
import java.util.List;

/** Graph and device profile to a program. */
public final class Lowering {
    private Lowering() {}

    /**
     * Makes a network ready for a target's arithmetic.
     *
     * @throws UnsupportedModelException with every reason why the profile cannot run the network
     */
    public static Program lower(Graph graph, DeviceProfile profile) {
        if (!graph.nodes().isEmpty()) {
            throw new UnsupportedModelException(
                    List.of("no operator of " + graph.nodes().size() + " can be lowered for " + profile.name() + " yet"));
        }
        return new Program(List.of(), List.of(), List.of(), List.of(), List.of(), 0, 0, 0, 0, "");
    }
}
