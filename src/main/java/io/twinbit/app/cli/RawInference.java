package io.twinbit.app.cli;

import io.twinbit.nn.engine.Interpreter;
import io.twinbit.nn.lower.Program;
import io.twinbit.nn.lower.Slot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a program over raw tensor files, one invocation after another. */
final class RawInference {
    private final Interpreter interpreter;
    private final List<RawTensorFile> inputs;
    private final List<byte[]> inputTensors;
    private final List<byte[]> outputTensors;
    private final long invocations;

    RawInference(Program program, List<Path> files) throws IOException {
        this.inputs = open(files, program.inputs());
        this.inputTensors = buffers(program.inputs());
        this.outputTensors = buffers(program.outputs());
        this.invocations = agreed(inputs);
        this.interpreter = new Interpreter(program);
    }

    static List<RawTensorFile> open(List<Path> files, List<Slot> slots) throws IOException {
        List<RawTensorFile> opened = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            opened.add(RawTensorFile.open(files.get(i), slots.get(i).spec()));
        }
        return opened;
    }

    private static List<byte[]> buffers(List<Slot> slots) {
        return slots.stream().map(slot -> new byte[slot.spec().bytes()]).toList();
    }

    /** The one number of invocations that all files hold. */
    static long agreed(List<RawTensorFile> files) {
        RawTensorFile first = files.getFirst();
        for (RawTensorFile file : files) {
            if (file.invocations() != first.invocations()) {
                throw new Failure(ExitCode.DATA, file.file() + " holds " + file.invocations() + " invocations, "
                        + first.file() + " " + first.invocations() + "; as many in each expected");
            }
        }
        return first.invocations();
    }

    RawTensorFile firstInput() {
        return inputs.getFirst();
    }

    long invocations() {
        return invocations;
    }

    /** Runs one invocation; the outputs' bytes are valid until the next. */
    List<byte[]> run(long invocation) {
        for (int i = 0; i < inputs.size(); i++) {
            inputs.get(i).read(invocation, inputTensors.get(i));
            interpreter.input(i).write(inputTensors.get(i), 0);
        }
        interpreter.invoke();
        for (int i = 0; i < outputTensors.size(); i++) {
            interpreter.output(i).read(outputTensors.get(i), 0);
        }
        return outputTensors;
    }
}
