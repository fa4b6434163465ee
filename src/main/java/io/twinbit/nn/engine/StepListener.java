package io.twinbit.nn.engine;

/** Sees every tensor right after the step that gave it its content; for layer-by-layer comparison. */
@FunctionalInterface
public interface StepListener {
    /**
     * Called for each tensor, in the order of the steps.
     *
     * @param tensor its index in the graph
     * @param content valid until this call returns: later steps reuse the memory
     */
    void written(int tensor, TensorView content);
}
