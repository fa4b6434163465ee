package io.twinbit.nn.model;

import io.twinbit.app.config.ProfileStore;
import io.twinbit.nn.device.DeviceProfile;
import io.twinbit.nn.engine.Interpreter;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.lower.Lowering;
import io.twinbit.nn.lower.Program;
import io.twinbit.nn.lower.UnsupportedModelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** A suspicious file on its whole way: read, lowered and run once. Any exception but the two of a refusal gets through. */
final class Attempt {
    private static final DeviceProfile PROFILE = reference();
    private static final int MOST_ARENA_BYTES = 16 << 20;
    private static final long MOST_MACS = 20_000_000;

    private Attempt() {}

    /** Why the file is not run; empty if it is, or would be if it were not so large. */
    static Optional<String> refusal(byte[] file) {
        try {
            return refusal(TfliteReader.read(file));
        } catch (MalformedModelException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    static Optional<String> refusal(Graph graph) {
        try {
            Program program = Lowering.lower(graph, PROFILE);
            if (program.arenaBytes() <= MOST_ARENA_BYTES && program.macs() <= MOST_MACS) {
                new Interpreter(program).invoke();
            }
            return Optional.empty();
        } catch (UnsupportedModelException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static DeviceProfile reference() {
        try {
            return ProfileStore.find("tflm-reference");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
