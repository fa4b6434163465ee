package io.twinbit.nn.emit;

import io.twinbit.nn.lower.BroadcastStep;
import io.twinbit.nn.lower.ElementwiseStep;
import io.twinbit.nn.lower.LayoutStep;
import io.twinbit.nn.lower.MatrixStep;
import io.twinbit.nn.lower.RecurrentStep;
import io.twinbit.nn.lower.ReductionStep;
import io.twinbit.nn.lower.Step;
import io.twinbit.nn.lower.WindowStep;

/** Every step has its kernel in C. */
final class StepSpelling {
    private StepSpelling() {}

    static StepCall spell(Step step, Spelling spelling) {
        return switch (step) {
            case MatrixStep matrix -> new MatrixSpelling(spelling).spell(matrix);
            case WindowStep window -> new WindowSpelling(spelling).spell(window);
            case BroadcastStep broadcast -> new BroadcastSpelling(spelling).spell(broadcast);
            case ElementwiseStep elementwise -> new ElementwiseSpelling(spelling).spell(elementwise);
            case ReductionStep reduction -> new ReductionSpelling(spelling).spell(reduction);
            case LayoutStep layout -> new LayoutSpelling(spelling).spell(layout);
            case RecurrentStep recurrent -> new RecurrentSpelling(spelling).spell(recurrent);
        };
    }
}
