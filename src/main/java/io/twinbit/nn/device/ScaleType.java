package io.twinbit.nn.device;

import java.util.Locale;

/** The type in which the effective scale {@code input * weights / output} of a convolution is computed, op by op. */
public enum ScaleType {
    FLOAT64,
    FLOAT32;

    /** As profiles write it: {@code float64}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
