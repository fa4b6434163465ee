package io.twinbit.flow.pipeline;

/** Exported state that does not fit this pipeline, or is damaged. */
public final class PipelineStateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PipelineStateException(String message) {
        super(message);
    }
}
