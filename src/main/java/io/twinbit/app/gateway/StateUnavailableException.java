package io.twinbit.app.gateway;

import java.io.IOException;
import java.nio.file.Path;

/** The state directory cannot be used: another gateway has it, or the disk does not let us. A later start may find it otherwise. */
public final class StateUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StateUnavailableException(Path folder, IOException cause) {
        super("gateway.state_dir: " + cause.getMessage() + (named(cause, folder) ? "" : " (" + folder + ")"), cause);
    }

    StateUnavailableException(String what, IOException cause) {
        super(what + ": " + cause.getMessage(), cause);
    }

    private static boolean named(IOException cause, Path folder) {
        return String.valueOf(cause.getMessage()).contains(folder.toString());
    }
}
