package io.twinbit.app.cli;

/** A command cannot go on for a reason that is not our bug: its message is all that the user sees. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode code;

    /** @param message one or two lines: what, where, what was found, what was expected, and the fix where there is one */
    Failure(ExitCode code, String message) {
        super(message);
        this.code = code;
    }

    ExitCode code() {
        return code;
    }
}
