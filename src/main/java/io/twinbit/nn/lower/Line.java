package io.twinbit.nn.lower;

import io.twinbit.nn.tensor.Shape;

/**
 * One dimension of a tensor: {@code outer} times there are {@code inner} lines side by side, of {@code size} elements
 * that are {@code inner} apart.
 */
public record Line(int outer, int size, int inner) {
    /** @param axis a negative one counts from the innermost dimension */
    static Line of(Shape shape, long axis) {
        int at = (int) Math.floorMod(axis, (long) shape.rank());
        int outer = 1;
        for (int i = 0; i < at; i++) {
            outer *= shape.dim(i);
        }
        return new Line(outer, shape.dim(at), shape.elements() / outer / shape.dim(at));
    }
}
