package io.twinbit.app.gateway;

/** A pipeline threw: a bug of ours, and the end of that pipeline's state. */
final class PipelineBugException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PipelineBugException(String pipeline, long position, Throwable bug) {
        super("pipeline " + pipeline + " at position " + position + ": " + bug, bug);
    }
}
