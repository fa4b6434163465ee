package io.twinbit.nn.graph;

/** Operators on elements of several tensors, whose shapes broadcast. */
public sealed interface BroadcastOp extends Op {
    record Add(Activation activation) implements BroadcastOp {}

    record Sub(Activation activation) implements BroadcastOp {}

    record Mul(Activation activation) implements BroadcastOp {}

    record Div(Activation activation) implements BroadcastOp {}

    record SquaredDifference() implements BroadcastOp {}

    record Maximum() implements BroadcastOp {}

    record Minimum() implements BroadcastOp {}

    /** Input, slope of what is below zero. */
    record Prelu() implements BroadcastOp {}

    /** Two inputs of one type; output bool. */
    record Compare(Relation relation) implements BroadcastOp {}

    /** Condition (bool), value where it holds, value where it does not. */
    record SelectV2() implements BroadcastOp {}

    /** Two or more inputs of one shape. */
    record AddN() implements BroadcastOp {}

    /** What is asked of two numbers. */
    enum Relation {
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_EQUAL,
        GREATER,
        GREATER_EQUAL
    }

    @Override
    default String label() {
        return switch (this) {
            case Add _ -> "ADD";
            case Sub _ -> "SUB";
            case Mul _ -> "MUL";
            case Div _ -> "DIV";
            case SquaredDifference _ -> "SQUARED_DIFFERENCE";
            case Maximum _ -> "MAXIMUM";
            case Minimum _ -> "MINIMUM";
            case Prelu _ -> "PRELU";
            case Compare compare -> compare.relation().name();
            case SelectV2 _ -> "SELECT_V2";
            case AddN _ -> "ADD_N";
        };
    }
}
