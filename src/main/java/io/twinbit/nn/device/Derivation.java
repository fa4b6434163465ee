package io.twinbit.nn.device;

/**
 * With which intermediate types the runtime turns real scales into multipliers. TensorFlow Lite Micro moved it to
 * float64 for per-tensor FULLY_CONNECTED, RELU and some more operators between its builds of 2026-10-12 and 2026-10-15.
 */
public enum Derivation {
    BEFORE_2026_10("before-2026-10"),
    SINCE_2026_10("2026-10");

    private final String label;

    Derivation(String label) {
        this.label = label;
    }

    /** As profiles write it. */
    public String label() {
        return label;
    }
}
