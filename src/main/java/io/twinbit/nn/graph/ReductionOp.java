package io.twinbit.nn.graph;

/** Operators that bring the elements along some dimensions together. */
public sealed interface ReductionOp extends Op {
    /** Along the last dimension. */
    record Softmax(float beta) implements ReductionOp {}

    /** Along the last dimension. */
    record LogSoftmax() implements ReductionOp {}

    /** Along the last dimension. */
    record L2Normalization(Activation activation) implements ReductionOp {}

    /** Input, axes as a constant. */
    record Mean(boolean keepDims) implements ReductionOp {}

    /** Input, axes as a constant. */
    record Sum(boolean keepDims) implements ReductionOp {}

    /** Input, axes as a constant. */
    record ReduceMax(boolean keepDims) implements ReductionOp {}

    /** Input, axes as a constant. */
    record ReduceMin(boolean keepDims) implements ReductionOp {}

    /** Input, axis as a constant; output int32 or int64. */
    record ArgMax() implements ReductionOp {}

    /** Input, axis as a constant; output int32 or int64. */
    record ArgMin() implements ReductionOp {}

    /** Input, axis as a constant. */
    record CumSum(boolean exclusive, boolean reverse) implements ReductionOp {}

    @Override
    default String label() {
        return switch (this) {
            case Softmax _ -> "SOFTMAX";
            case LogSoftmax _ -> "LOG_SOFTMAX";
            case L2Normalization _ -> "L2_NORMALIZATION";
            case Mean _ -> "MEAN";
            case Sum _ -> "SUM";
            case ReduceMax _ -> "REDUCE_MAX";
            case ReduceMin _ -> "REDUCE_MIN";
            case ArgMax _ -> "ARG_MAX";
            case ArgMin _ -> "ARG_MIN";
            case CumSum _ -> "CUMSUM";
        };
    }
}
