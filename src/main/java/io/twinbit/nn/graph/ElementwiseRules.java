package io.twinbit.nn.graph;

/** Operators on each element of one tensor: the output has the input's shape. */
final class ElementwiseRules {
    private ElementwiseRules() {}

    static void check(ElementwiseOp op, Operands operands, Violations violations) {
        if (!OperandRules.counts(1, 1, operands, violations)) {
            return;
        }
        OperandRules.expect(operands.in(0).toArray(), operands, violations);
        switch (op) {
            case ElementwiseOp.Relu _, ElementwiseOp.Logistic _, ElementwiseOp.Tanh _, ElementwiseOp.Abs _,
                    ElementwiseOp.Rsqrt _, ElementwiseOp.Elu _, ElementwiseOp.HardSwish _ -> {
                if (OperandRules.sameType(1, operands, violations)) {
                    OperandRules.symmetric(operands, violations);
                }
            }
            case ElementwiseOp.Relu6 _ -> OperandRules.sameType(1, operands, violations);
            case ElementwiseOp.LeakyRelu leaky -> {
                OperandRules.sameType(1, operands, violations);
                if (!Float.isFinite(leaky.alpha())) {
                    violations.node(operands.number(), "alpha " + leaky.alpha() + ", a finite number expected");
                }
            }
            case ElementwiseOp.Quantize _, ElementwiseOp.Dequantize _, ElementwiseOp.Cast _ -> { }
        }
    }
}
