package io.twinbit.nn.engine;

/** An inference that firmware cannot do either with these inputs; nothing may be read from the outputs. */
public final class InferenceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InferenceException(String message) {
        super(message);
    }
}
