package io.twinbit.app.cli;

import io.twinbit.app.gateway.StateUnavailableException;
import io.twinbit.app.web.WebServerException;
import io.twinbit.link.journal.StateInUseException;
import io.twinbit.link.recording.MalformedRecordingException;
import io.twinbit.nn.device.ProfileException;
import io.twinbit.nn.engine.InferenceException;
import io.twinbit.nn.lower.UnsupportedModelException;
import io.twinbit.nn.model.MalformedModelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine.ParameterException;

/** Exit statuses: the numbers are part of the command line's contract, and this is the one place that chooses them. */
public enum ExitCode {
    /** Done, and what was checked holds. */
    DONE(0),
    /** Done, and something that was checked does not hold. */
    DIFFERS(1),
    /** The command line is wrong. */
    USAGE(64),
    /** The data is wrong: model, recording, input of the wrong size. */
    DATA(65),
    /** A file is missing, unreadable or cannot be written. */
    FILE(66),
    /** Something needed is not reachable. */
    UNAVAILABLE(69),
    /** Our own bug. */
    BUG(70),
    /** The configuration is wrong. */
    CONFIGURATION(78);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }

    static ExitCode of(Throwable failure) {
        return switch (failure) {
            case Failure f -> f.code();
            case ClosedPipe _ -> DONE;
            case ParameterException _ -> USAGE;
            case ProfileException _ -> CONFIGURATION;
            case WebServerException _, StateInUseException _, StateUnavailableException _ -> UNAVAILABLE;
            case MalformedModelException _, UnsupportedModelException _, MalformedRecordingException _,
                    InferenceException _ -> DATA;
            case OutOfMemoryError _ -> DATA; // a network asks for all that is much: arena, weights
            case IOException _, UncheckedIOException _ -> FILE;
            default -> BUG;
        };
    }
}
