package io.twinbit.nn.lower;

/** Why one operator cannot be lowered; {@link Lowering} collects them all. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refusal(String reason) {
        super(reason, null, false, false);
    }

    /** The reason, which is always there. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
