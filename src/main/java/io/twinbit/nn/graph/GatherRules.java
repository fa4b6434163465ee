package io.twinbit.nn.graph;

import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Shape;
import java.util.stream.IntStream;

/** GATHER and GATHER_ND. Indices that name nothing are found when they are looked up. */
final class GatherRules {
    private GatherRules() {}

    static void check(LayoutOp.Gather op, Operands operands, Violations violations) {
        if (!fits(operands, violations)) {
            return;
        }
        Shape input = operands.in(0);
        Shape indices = operands.in(1);
        int axis = GatherDims.axis(op, input);
        int batchDims = GatherDims.batchDims(op, indices);
        if (axis < 0 || axis >= input.rank() || batchDims < 0 || batchDims > axis || batchDims > indices.rank()) {
            violations.node(operands.number(), "axis " + op.axis() + " and " + op.batchDims() + " batch dimensions of input "
                    + input + " and indices " + indices);
            return;
        }
        if (!IntStream.range(0, batchDims).allMatch(d -> input.dim(d) == indices.dim(d))) {
            violations.node(operands.number(), "input " + input + " and indices " + indices + " differ in the first "
                    + batchDims + " dimensions");
            return;
        }
        IntStream before = IntStream.range(0, axis).map(input::dim);
        IntStream picked = IntStream.range(batchDims, indices.rank()).map(indices::dim);
        IntStream after = IntStream.range(axis + 1, input.rank()).map(input::dim);
        int[] dims = IntStream.concat(IntStream.concat(before, picked), after).toArray();
        OperandRules.expect(dims, operands, violations);
    }

    static void checkNd(Operands operands, Violations violations) {
        if (!fits(operands, violations)) {
            return;
        }
        Shape input = operands.in(0);
        Shape indices = operands.in(1);
        if (input.rank() < 1 || indices.rank() < 1 || indices.last(0) > input.rank()) {
            violations.node(operands.number(), "indices " + indices + " of input " + input + "; a last dimension of at most "
                    + input.rank() + " expected");
            return;
        }
        IntStream picked = IntStream.range(0, indices.rank() - 1).map(indices::dim);
        IntStream after = IntStream.range(indices.last(0), input.rank()).map(input::dim);
        OperandRules.expect(IntStream.concat(picked, after).toArray(), operands, violations);
    }

    private static boolean fits(Operands operands, Violations violations) {
        if (!LayoutRules.fits(2, 2, operands, violations)) {
            return false;
        }
        ElementType type = operands.input(1).type();
        if (type != ElementType.INT32 && type != ElementType.INT64) {
            violations.node(operands.number(), "indices " + type.label() + ", int32 or int64 expected");
            return false;
        }
        return true;
    }
}
