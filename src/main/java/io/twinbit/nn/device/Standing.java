package io.twinbit.nn.device;

import java.util.Locale;

/** How well a statement about a target's arithmetic is known. */
public enum Standing {
    /** Outputs of the real thing were reproduced, all of them. */
    PROVED,
    /** Read or compiled from the library's source, not compared with a board. */
    CONSTRUCTED,
    /** Stated by someone, or only plausible. */
    UNVERIFIED;

    /** As profiles write it: {@code proved}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
