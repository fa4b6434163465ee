package io.twinbit.nn.device;

/**
 * Which generation of the reference kernels a library follows where their algorithm, not only their rounding, changed;
 * in the order of time.
 */
public enum KernelGeneration {
    /**
     * MEAN over height and width of an image that keeps its dimensions rounds the requantized sum and then the
     * division; else, where input and output have one quantization, it divides alone, truncating; else it is real, in
     * float32, as SUM is.
     */
    BEFORE_2022_11("before-2022-11"),
    /** MEAN folds the number of elements into the multiplier. */
    SINCE_2023_04("2023-04"),
    /** LEAKY_RELU with a negative alpha multiplies by its magnitude and negates what comes out. */
    SINCE_2026_03("2026-03");

    private final String label;

    KernelGeneration(String label) {
        this.label = label;
    }

    /** As profiles write it. */
    public String label() {
        return label;
    }

    public boolean isBefore(KernelGeneration other) {
        return compareTo(other) < 0;
    }
}
