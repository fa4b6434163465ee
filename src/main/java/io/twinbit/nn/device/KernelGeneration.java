package io.twinbit.nn.device;

/**
 * Which generation of the reference kernels a library follows where their algorithm, not only their rounding, changed.
 */
public enum KernelGeneration {
    /** MEAN folds the number of elements into the multiplier (TensorFlow Lite Micro since 2023-04). */
    SINCE_2023_04("2023-04");

    private final String label;

    KernelGeneration(String label) {
        this.label = label;
    }

    /** As profiles write it. */
    public String label() {
        return label;
    }
}
