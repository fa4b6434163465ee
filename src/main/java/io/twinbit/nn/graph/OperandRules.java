package io.twinbit.nn.graph;

import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.TensorSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Number and types of an operator's operands; then, where those hold, the rules of its options and shapes. */
final class OperandRules {
    private OperandRules() {}

    static void check(Operands operands, Violations violations) {
        Op op = operands.node().op();
        if (counts(op, operands, violations) && types(op, operands, violations)) {
            symmetry(op, operands, violations);
            shapes(op, operands, violations);
        }
    }

    private static boolean counts(Op op, Operands operands, Violations violations) {
        return switch (op) {
            case Op.Conv2d _, Op.DepthwiseConv2d _, Op.FullyConnected _ -> counts(2, 3, 2, operands, violations);
            case Op.Add _, Op.Mul _, Op.Pad _, Op.Mean _ -> counts(2, 2, 2, operands, violations);
            case Op.Reshape _ -> counts(1, 2, 1, operands, violations);
            case Op.AveragePool2d _, Op.MaxPool2d _, Op.Softmax _, Op.Relu _, Op.Relu6 _, Op.Logistic _,
                    Op.Quantize _, Op.Dequantize _ -> counts(1, 1, 1, operands, violations);
            case Op.Concatenation _ -> counts(1, Integer.MAX_VALUE, operands.inputs(), operands, violations);
            case Op.Unsupported _ -> true;
        };
    }

    /** Between {@code min} and {@code max} inputs, the first {@code required} of them present; one output. */
    private static boolean counts(int min, int max, int required, Operands operands, Violations violations) {
        int inputs = operands.inputs();
        int outputs = operands.node().outputs().size();
        if (inputs < min || inputs > max || outputs != 1) {
            violations.node(operands.number(), inputs + " inputs, " + outputs + " outputs; " + min
                    + (max == min ? "" : max == Integer.MAX_VALUE ? " or more" : " to " + max)
                    + " inputs and 1 output expected");
            return false;
        }
        for (int i = 0; i < required; i++) {
            if (!operands.hasInput(i)) {
                violations.node(operands.number(), "input " + i + " is absent");
                return false;
            }
        }
        return true;
    }

    /** What moves or scales values without changing their type says so in both tensors. */
    private static boolean types(Op op, Operands operands, Violations violations) {
        return switch (op) {
            case Op.Quantize _, Op.Dequantize _, Op.Softmax _, Op.Unsupported _ -> true;
            case Op.Add _, Op.Mul _, Op.Concatenation _ -> sameType(operands.inputs(), operands, violations);
            case Op.Conv2d _, Op.DepthwiseConv2d _, Op.FullyConnected _, Op.AveragePool2d _, Op.MaxPool2d _,
                    Op.Reshape _, Op.Pad _, Op.Mean _, Op.Relu _, Op.Relu6 _, Op.Logistic _ ->
                sameType(1, operands, violations);
        };
    }

    private static boolean sameType(int inputs, Operands operands, Violations violations) {
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
    private static void symmetry(Op op, Operands operands, Violations violations) {
        switch (op) {
            case Op.Conv2d _, Op.DepthwiseConv2d _, Op.FullyConnected _, Op.AveragePool2d _, Op.MaxPool2d _, Op.Add _,
                    Op.Mul _, Op.Mean _, Op.Relu _, Op.Relu6 _, Op.Logistic _ -> {
                symmetric(operands.node().inputs(), operands, violations);
                symmetric(operands.node().outputs(), operands, violations);
            }
            case Op.Softmax _ -> symmetric(operands.node().inputs(), operands, violations);
            case Op.Reshape _, Op.Pad _, Op.Concatenation _, Op.Quantize _, Op.Dequantize _, Op.Unsupported _ -> { }
        }
    }

    private static void symmetric(List<Integer> tensors, Operands operands, Violations violations) {
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

    private static void shapes(Op op, Operands operands, Violations violations) {
        switch (op) {
            case Op.Conv2d conv -> WindowRules.check(conv, operands, violations);
            case Op.DepthwiseConv2d conv -> WindowRules.check(conv, operands, violations);
            case Op.AveragePool2d pool -> WindowRules.check(pool, operands, violations);
            case Op.MaxPool2d pool -> WindowRules.check(pool, operands, violations);
            case Op.FullyConnected dense -> ShapeRules.check(dense, operands, violations);
            case Op.Add _, Op.Mul _ -> ShapeRules.checkBroadcast(operands, violations);
            case Op.Softmax softmax -> ShapeRules.check(softmax, operands, violations);
            case Op.Relu _, Op.Relu6 _, Op.Logistic _, Op.Quantize _, Op.Dequantize _ ->
                expect(operands.in(0).toArray(), operands, violations);
            case Op.Reshape _ -> ShapeRules.checkReshape(operands, violations);
            case Op.Pad _ -> ShapeRules.checkPad(operands, violations);
            case Op.Mean mean -> ShapeRules.check(mean, operands, violations);
            case Op.Concatenation concatenation -> ShapeRules.check(concatenation, operands, violations);
            case Op.Unsupported _ -> { }
        }
    }

    /** The output's shape must be {@code dims}, whose product may be more than a shape holds. */
    static void expect(int[] dims, Operands operands, Violations violations) {
        if (!Arrays.equals(operands.out().toArray(), dims)) {
            violations.node(operands.number(), "output shape " + operands.out() + ", the operator computes "
                    + Arrays.stream(dims).mapToObj(Integer::toString).collect(Collectors.joining("x")));
        }
    }
}
