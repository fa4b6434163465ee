package io.twinbit.nn.device;

import java.util.Locale;

/**
 * Where a library's result differs from the reference kernels' although the rounding and the derivation are the same.
 */
public enum Quirk {
    /** The second rounding of FULLY_CONNECTED takes half up instead of half away from zero. */
    FULLY_CONNECTED_HALF_UP;

    /** As profiles write it: {@code fully_connected_half_up}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
