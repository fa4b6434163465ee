package io.twinbit.nn.graph;

import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.TensorSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One operator: number and types of its operands; then, where those hold, its options and shapes. Each family has its
 * rules in a file of its own; here is what they share.
 */
final class OperandRules {
    private OperandRules() {}

    static void check(Operands operands, Violations violations) {
        switch (operands.node().op()) {
            case MatrixOp op -> MatrixRules.check(op, operands, violations);
            case WindowOp op -> WindowRules.check(op, operands, violations);
            case BroadcastOp op -> BroadcastRules.check(op, operands, violations);
            case ElementwiseOp op -> ElementwiseRules.check(op, operands, violations);
            case ReductionOp op -> ReductionRules.check(op, operands, violations);
            case LayoutOp op -> LayoutRules.check(op, operands, violations);
            case RecurrentOp op -> RecurrentRules.check(op, operands, violations);
            case Op.Unsupported _ -> { }
        }
    }

    /**
     * Between {@code min} and {@code max} inputs, the first {@code min} of them present, or all where there may be any
     * number; one output.
     */
    static boolean counts(int min, int max, Operands operands, Violations violations) {
        return counts(min, max, 1, operands, violations);
    }

    static boolean counts(int min, int max, int outputs, Operands operands, Violations violations) {
        int inputs = operands.inputs();
        int found = operands.node().outputs().size();
        if (inputs < min || inputs > max || found != outputs) {
            violations.node(operands.number(), inputs + " inputs, " + found + " outputs; " + min
                    + (max == min ? "" : max == Integer.MAX_VALUE ? " or more" : " to " + max)
                    + " inputs and " + outputs + (outputs == 1 ? " output" : " outputs") + " expected");
            return false;
        }
        for (int i = 0; i < (max == Integer.MAX_VALUE ? inputs : min); i++) {
            if (!operands.hasInput(i)) {
                violations.node(operands.number(), "input " + i + " is absent");
                return false;
            }
        }
        return true;
    }

    /** What moves or scales values without changing their type says so in both tensors: the first {@code inputs}. */
    static boolean sameType(int inputs, Operands operands, Violations violations) {
        for (int i = 0; i < inputs; i++) {
            if (operands.input(i).type() != operands.output().type()) {
                violations.node(operands.number(), "input " + i + " " + operands.input(i).type().label() + ", output "
                        + operands.output().type().label() + "; one type expected");
                return false;
            }
        }
        return true;
    }

    /** Kernels that compute with int16 leave no room for a zero point; those that copy or convert do. */
    static void symmetric(Operands operands, Violations violations) {
        symmetric(operands.node().inputs(), operands, violations);
        symmetric(operands.node().outputs(), operands, violations);
    }

    static void symmetric(List<Integer> tensors, Operands operands, Violations violations) {
        for (int tensor : tensors) {
            if (tensor != Node.ABSENT && isShifted(operands.graph().tensor(tensor))) {
                violations.node(operands.number(), "int16 with zero point "
                        + operands.graph().tensor(tensor).quantization().zeroPoint() + " in "
                        + violations.tensorName(tensor) + ", 0 expected");
            }
        }
    }

    private static boolean isShifted(TensorSpec spec) {
        return spec.type() == ElementType.INT16
                && !spec.quantization().isNone()
                && spec.quantization().zeroPoint() != 0;
    }

    /** Input {@code i}, if it is there, must have the shape {@code dims}. */
    static void expectInput(int i, Operands operands, Violations violations, int... dims) {
        if (operands.hasInput(i) && !Arrays.equals(operands.in(i).toArray(), dims)) {
            violations.node(operands.number(), "input " + i + " of shape " + operands.in(i) + ", " + text(dims)
                    + " expected");
        }
    }

    /** The output's shape must be {@code dims}, whose product may be more than a shape holds. */
    static void expect(int[] dims, Operands operands, Violations violations) {
        expect(dims, 0, operands, violations);
    }

    /** The same of output {@code o}. */
    static void expect(int[] dims, int o, Operands operands, Violations violations) {
        if (!Arrays.equals(operands.out(o).toArray(), dims)) {
            violations.node(operands.number(), "output shape " + operands.out(o) + ", the operator computes "
                    + text(dims));
        }
    }

    private static String text(int[] dims) {
        return Arrays.stream(dims).mapToObj(Integer::toString).collect(Collectors.joining("x"));
    }
}
