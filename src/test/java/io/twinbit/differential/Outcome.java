package io.twinbit.differential;

import java.util.List;

/** What became of an {@link Experiment}. */
sealed interface Outcome {
    /** Every byte equal. */
    record Equal(long elements) implements Outcome {}

    /** Neither side runs the network. */
    record RefusedByBoth(String reference, List<String> engine) implements Outcome {}

    /** The engine alone refuses, and {@link Refusals} knows why. */
    record RefusedByTheEngine(List<String> reasons) implements Outcome {}

    /** A difference, or a refusal by one side without a known reason. */
    record Failed(String what, int invocation) implements Outcome {}
}
