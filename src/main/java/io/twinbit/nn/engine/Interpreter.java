package io.twinbit.nn.engine;

import io.twinbit.nn.lower.BroadcastStep;
import io.twinbit.nn.lower.ElementwiseStep;
import io.twinbit.nn.lower.LayoutStep;
import io.twinbit.nn.lower.MatrixStep;
import io.twinbit.nn.lower.Program;
import io.twinbit.nn.lower.RecurrentStep;
import io.twinbit.nn.lower.ReductionStep;
import io.twinbit.nn.lower.Slot;
import io.twinbit.nn.lower.Step;
import io.twinbit.nn.lower.Variable;
import io.twinbit.nn.lower.WindowStep;
import io.twinbit.nn.tensor.ElementType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs a program in the gateway, bit for bit as firmware would. Fill the inputs, {@link #invoke}, read the outputs,
 * each time anew: an input's memory is reused during the run. A network with state goes on from where the inference
 * before it left off, until {@link #reset}. Allocates nothing per inference; one thread at a time.
 */
public final class Interpreter {
    private final Program program;
    private final Memory memory;
    private final Step[] steps;
    private final Variable[] variables;
    private final List<TensorView> inputs;
    private final List<TensorView> outputs;

    public Interpreter(Program program) {
        this.program = program;
        this.memory = Memory.of(program);
        this.steps = program.steps().toArray(Step[]::new);
        this.variables = program.variables().toArray(Variable[]::new);
        this.inputs = program.inputs().stream().map(this::view).toList();
        this.outputs = program.outputs().stream().map(this::view).toList();
        reset();
    }

    private TensorView view(Slot slot) {
        return new TensorView(memory.arena(), slot);
    }

    public int inputCount() {
        return inputs.size();
    }

    public TensorView input(int i) {
        return inputs.get(i);
    }

    public TensorView output(int i) {
        return outputs.get(i);
    }

    /** Forgets all inferences so far: variables are as before the first. */
    public void reset() {
        for (Variable variable : variables) {
            int offset = variable.slot().offset();
            Arrays.fill(memory.arena(), offset, offset + bytes(variable), variable.fill());
        }
    }

    private static int bytes(Variable variable) {
        return variable.slot().spec().bytes();
    }

    /** Of all variables together, without what lies between them in the arena; 0 without state. */
    public int stateBytes() {
        return Arrays.stream(variables).mapToInt(Interpreter::bytes).sum();
    }

    /** Copies the variables, one after the other as the program has them, to {@code state}, {@link #stateBytes} long. */
    public void saveState(byte[] state) {
        int at = 0;
        for (Variable variable : variables) {
            System.arraycopy(memory.arena(), variable.slot().offset(), state, at, bytes(variable));
            at += bytes(variable);
        }
    }

    /** Goes on from variables as {@link #saveState} copied them, of an interpreter of an equal network. */
    public void loadState(byte[] state) {
        int at = 0;
        for (Variable variable : variables) {
            System.arraycopy(state, at, memory.arena(), variable.slot().offset(), bytes(variable));
            at += bytes(variable);
        }
    }

    public void invoke() {
        for (Step step : steps) {
            run(step);
        }
    }

    /** As {@link #invoke()}, and shows every tensor when it has its content: the inputs first. */
    public void invoke(StepListener listener) {
        List<Slot> given = new ArrayList<>(program.slots());
        program.written().forEach(given::removeAll);
        show(given, listener);
        for (int i = 0; i < steps.length; i++) {
            run(steps[i]);
            show(program.written().get(i), listener);
        }
    }

    private void show(List<Slot> slots, StepListener listener) {
        slots.forEach(slot -> listener.written(slot.tensor(), view(slot)));
    }

    private void run(Step step) {
        switch (step) {
            case MatrixStep matrix -> run(matrix);
            case WindowStep window -> run(window);
            case BroadcastStep broadcast -> BroadcastKernel.run(broadcast, memory);
            case ElementwiseStep elementwise -> ElementwiseKernel.run(elementwise, memory);
            case ReductionStep reduction -> run(reduction);
            case LayoutStep layout -> LayoutKernel.run(layout, memory);
            case RecurrentStep.Svdf svdf -> SvdfKernel.run(svdf, memory);
            case RecurrentStep.Lstm lstm -> LstmKernel.run(lstm, memory);
        }
    }

    private void run(MatrixStep step) {
        switch (step) {
            case MatrixStep.Conv2d conv -> ConvKernel.run(conv, memory);
            case MatrixStep.DepthwiseConv2d conv -> run(conv);
            case MatrixStep.FullyConnected dense -> MatrixKernel.run(dense, memory);
            case MatrixStep.Matmul matmul -> MatmulKernel.run(matmul, memory);
        }
    }

    private void run(MatrixStep.DepthwiseConv2d step) {
        if (step.type() == ElementType.INT16) {
            DepthwiseConvInt16Kernel.run(step, memory);
        } else {
            DepthwiseConvKernel.run(step, memory);
        }
    }

    private void run(WindowStep step) {
        switch (step) {
            case WindowStep.AveragePool2d pool -> PoolKernel.run(pool, memory);
            case WindowStep.MaxPool2d pool -> PoolKernel.run(pool, memory);
            case WindowStep.ResizeBilinear resize -> ResizeKernel.run(resize, memory);
            case WindowStep.ResizeNearest resize -> ResizeKernel.run(resize, memory);
        }
    }

    private void run(ReductionStep step) {
        switch (step) {
            case ReductionStep.Softmax softmax -> SoftmaxKernel.run(softmax, memory);
            case ReductionStep.SoftmaxInt16 softmax -> SoftmaxInt16Kernel.run(softmax, memory);
            case ReductionStep.LogSoftmax softmax -> LogSoftmaxKernel.run(softmax, memory);
            case ReductionStep.L2Normalization normalization -> L2NormalizationKernel.run(normalization, memory);
            case ReductionStep.Sum sum -> ReduceKernel.run(sum, memory);
            case ReductionStep.Extreme extreme -> ReduceKernel.run(extreme, memory);
            case ReductionStep.ArgExtreme extreme -> LineKernel.run(extreme, memory);
            case ReductionStep.CumulativeSum sums -> LineKernel.run(sums, memory);
        }
    }
}
