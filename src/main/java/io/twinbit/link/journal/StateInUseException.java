package io.twinbit.link.journal;

import java.io.IOException;
import java.nio.file.Path;

/** Two gateways on one state directory would destroy it; names the folder and, where it is known, the process that has it. */
public final class StateInUseException extends IOException {
    private static final long serialVersionUID = 1L;

    StateInUseException(Path folder, String pid) {
        super(folder + ": in use by " + (pid.matches("\\d+") ? "process " + pid : "another process")
                + "; stop that gateway, or give this one a folder of its own (gateway.state_dir)");
    }
}
