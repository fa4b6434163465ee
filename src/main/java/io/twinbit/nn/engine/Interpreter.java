package io.twinbit.nn.engine;

import io.twinbit.nn.lower.Program;
import io.twinbit.nn.lower.Slot;
import io.twinbit.nn.lower.Step;
import java.util.List;

/**
 * Runs a program in the gateway, bit for bit as firmware would. Fill the inputs, {@link #invoke}, read the outputs, each
 * time anew: an input's memory is reused during the run. Allocates nothing per inference; one thread at a time.
 */
public final class Interpreter {
    private final Program program;
    private final byte[] arena;
    private final Step[] steps;
    private final List<TensorView> inputs;
    private final List<TensorView> outputs;

    public Interpreter(Program program) {
        this.program = program;
        this.arena = new byte[program.arenaBytes()];
        this.steps = program.steps().toArray(Step[]::new);
        this.inputs = program.inputs().stream().map(this::view).toList();
        this.outputs = program.outputs().stream().map(this::view).toList();
    }

    private TensorView view(Slot slot) {
        return new TensorView(arena, slot);
    }

    public TensorView input(int i) {
        return inputs.get(i);
    }

    public TensorView output(int i) {
        return outputs.get(i);
    }

    public void invoke() {
        for (Step step : steps) {
            run(step);
        }
    }

    /** As {@link #invoke()}, and shows every tensor as it is written. */
    public void invoke(StepListener listener) {
        for (int i = 0; i < steps.length; i++) {
            run(steps[i]);
            for (Slot slot : program.written().get(i)) {
                listener.written(slot.tensor(), view(slot));
            }
        }
    }

    private void run(Step step) {
        throw new UnsupportedOperationException(step.toString());
    }
}
