package io.twinbit.nn.graph;

/** Operators on each element of one tensor: the output has the input's shape. */
final class ElementwiseRules {
    private ElementwiseRules() {}

    static void check(ElementwiseOp op, Operands operands, Violations violations) {
        switch (op) {
            case ElementwiseOp.Relu _, ElementwiseOp.Relu6 _, ElementwiseOp.Logistic _ -> {
                if (OperandRules.counts(1, 1, operands, violations) && OperandRules.sameType(1, operands, violations)) {
                    OperandRules.symmetric(operands, violations);
                    OperandRules.expect(operands.in(0).toArray(), operands, violations);
                }
            }
            case ElementwiseOp.Quantize _, ElementwiseOp.Dequantize _ -> {
                if (OperandRules.counts(1, 1, operands, violations)) {
                    OperandRules.expect(operands.in(0).toArray(), operands, violations);
                }
            }
            case ElementwiseOp.LeakyRelu _, ElementwiseOp.Elu _, ElementwiseOp.HardSwish _, ElementwiseOp.Tanh _,
                    ElementwiseOp.Abs _, ElementwiseOp.Rsqrt _, ElementwiseOp.Cast _ -> { }
        }
    }
}
