package io.twinbit.nn.device;

/**
 * With which intermediate types the runtime turns real scales into multipliers. TensorFlow Lite Micro moved it to
 * float64 between its builds of 2026-10-12 and 2026-10-15 for per-tensor FULLY_CONNECTED, BATCH_MATMUL, SVDF, SUB, DIV,
 * RELU, LEAKY_RELU, ABS, RSQRT and the quotients of HARD_SWISH, whose products stay float32: so the answers of the
 * packages before and after, which the golden cases {@code precision-*} keep. The float32 divisor of SQUARED_DIFFERENCE
 * is a product with a power of two, exact in either; the other operators were in float64 before.
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
