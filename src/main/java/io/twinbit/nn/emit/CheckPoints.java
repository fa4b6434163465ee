package io.twinbit.nn.emit;

import io.twinbit.nn.lower.Program;
import io.twinbit.nn.lower.Slot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The tensors whose content a debug build compares after each step; views of one content once. */
final class CheckPoints {
    /**
     * One comparison.
     *
     * @param number from 0 on over the whole program
     */
    record Point(int number, int step, Slot slot) {}

    private final List<Point> points = new ArrayList<>();

    CheckPoints(Program program) {
        for (int step = 0; step < program.written().size(); step++) {
            Set<Integer> places = new HashSet<>();
            for (Slot slot : program.written().get(step)) {
                if (places.add(slot.offset()) && slot.spec().bytes() > 0) {
                    points.add(new Point(points.size(), step, slot));
                }
            }
        }
    }

    List<Point> all() {
        return points;
    }

    List<Point> of(int step) {
        return points.stream().filter(point -> point.step == step).toList();
    }
}
