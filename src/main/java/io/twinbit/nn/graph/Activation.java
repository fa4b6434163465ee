package io.twinbit.nn.graph;

/** Activation fused into an operator. */
public enum Activation {
    NONE,
    RELU,
    RELU_N1_TO_1,
    RELU6
}
