package io.twinbit.differential;

import java.util.List;

/**
 * Reasons to refuse what the reference kernels run: where their C++ has no defined result (it may be another one on the
 * next machine), or reads what was never written.
 */
final class Refusals {
    private static final List<String> UNDEFINED = List.of(
            "needs a left shift of", // shifts by 32 bits or more
            "2^-28 to 2^34 expected", // a float converted beyond int32
            "is defined", // a product, or a shift, beyond 32 bits
            "beyond int32", // a float converted beyond it
            "may overflow", // a sum beyond int32
            "too small for the activation's bound"); // the same

    private Refusals() {}

    static boolean areKnown(List<String> reasons) {
        return reasons.stream().allMatch(reason -> isUnsupported(reason) || UNDEFINED.stream().anyMatch(reason::contains));
    }

    /** Operators and types that are not there yet. */
    private static boolean isUnsupported(String reason) {
        return reason.contains("not supported");
    }
}
