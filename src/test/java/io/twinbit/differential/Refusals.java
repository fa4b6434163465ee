package io.twinbit.differential;

import java.util.List;

/**
 * Reasons to refuse what the reference kernels run: where their C++ has no defined result (it may be another one on the
 * next machine), or reads what was never written.
 */
final class Refusals {
    private static final List<String> UNDEFINED = List.of(
            "left shift of", // of 32 bits and more
            "a shift of", // to the right by 32 bits and more
            "2^-28 to 2^34 expected", // a float converted beyond int32
            "too small for the activation's bound", // the same
            "beyond int32", // the same
            "is defined", // a product, or a shift, beyond 32 bits
            "input scale times beta is too", // the same, and shifts
            "a bias of int32 is not supported", // eight bytes are read where four are
            "reach accumulators of", // signed numbers that leave their type, as all below
            "leave int32",
            "and the weights of",
            "may overflow",
            "sum overflows",
            "sums of");

    private Refusals() {}

    static boolean areKnown(List<String> reasons) {
        return reasons.stream().allMatch(reason -> UNDEFINED.stream().anyMatch(reason::contains));
    }
}
