package io.twinbit.nn.graph;

/**
 * An operator with its options, as the network states them; what they mean for the bits is decided by the lowering.
 * Names are TensorFlow Lite's. Each family has its records, rules, lowering and kernels in files of its own. Operands
 * are named at each record in the order of {@link Node#inputs}; an operand in brackets is optional.
 */
public sealed interface Op
        permits MatrixOp, WindowOp, BroadcastOp, ElementwiseOp, ReductionOp, LayoutOp, RecurrentOp, Op.Unsupported {
    /** The operator's name in TensorFlow Lite, as messages and {@code inspect} show it: {@code CONV_2D}. */
    String label();

    /** An operator that the file names and that is not there yet; kept so that all of them are reported at once. */
    record Unsupported(String name, int version) implements Op {
        @Override
        public String label() {
            return name;
        }
    }
}
