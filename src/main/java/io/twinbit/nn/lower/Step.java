package io.twinbit.nn.lower;

/**
 * One kernel call with all its numbers final: int8 in and out unless said otherwise, images (n, h, w, c). {@code
 * output} is the offset of the written tensor in the arena. Arrays are never written after the lowering. Each family
 * has its records and kernels in files of its own.
 */
public sealed interface Step
        permits MatrixStep, WindowStep, BroadcastStep, ElementwiseStep, ReductionStep, LayoutStep,
                RecurrentStep {
    int output();

    /** Bytes of working space in which inputs are gathered. */
    default int patchBytes() {
        return 0;
    }

    /** Accumulators of 32 bits that live across the step's loops. */
    default int accumulators() {
        return 0;
    }

    /** The same of 64 bits. */
    default int wideAccumulators() {
        return 0;
    }

    /** Elements of working space of 16 bits for one row of a product's left side. */
    default int leftElements() {
        return 0;
    }

    /** The same for all of its right side. */
    default int rightElements() {
        return 0;
    }

    /** Bytes of working space that the firmware's kernel needs, which may gather otherwise than ours. */
    default int firmwareScratchBytes() {
        return 0;
    }
}
