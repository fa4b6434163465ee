package io.twinbit.app.cli;

import io.twinbit.nn.engine.Interpreter;
import io.twinbit.nn.engine.StepListener;
import io.twinbit.nn.lower.Program;
import io.twinbit.nn.lower.Slot;
import io.twinbit.nn.tensor.TensorSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Runs a program over raw tensor files, one invocation after another. */
final class RawInference {
    private final Interpreter interpreter;
    private final List<RawTensorFile> inputs;
    private final List<byte[]> inputTensors;
    private final List<byte[]> outputTensors;
    private final long invocations;

    /** @param inputs opened, one file for each input of the program */
    RawInference(Program program, List<RawTensorFile> inputs) {
        this.inputs = inputs;
        this.inputTensors = buffers(program.inputs());
        this.outputTensors = buffers(program.outputs());
        this.invocations = agreed(inputs);
        this.interpreter = new Interpreter(program);
    }

    /** Another number of files than of tensors is wrong usage of the command. */
    static void requireAsMany(CommandSpec command, String option, List<Path> files, List<TensorSpec> tensors) {
        if (files.size() != tensors.size()) {
            throw new ParameterException(command.commandLine(), option + ": " + files.size() + " files for "
                    + tensors.size() + " tensors: "
                    + tensors.stream().map(TensorSpec::toString).collect(Collectors.joining(", ")));
        }
    }

    static List<TensorSpec> specs(List<Slot> slots) {
        return slots.stream().map(Slot::spec).toList();
    }

    static List<RawTensorFile> open(List<Path> files, List<TensorSpec> tensors) throws IOException {
        List<RawTensorFile> opened = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            opened.add(RawTensorFile.open(files.get(i), tensors.get(i)));
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

    long invocations() {
        return invocations;
    }

    /** Runs one invocation; the outputs' bytes are valid until the next. */
    List<byte[]> run(long invocation) {
        fill(invocation);
        interpreter.invoke();
        return outputs();
    }

    /** Runs one invocation and shows every tensor. */
    void run(long invocation, StepListener listener) {
        fill(invocation);
        interpreter.invoke(listener);
    }

    private void fill(long invocation) {
        for (int i = 0; i < inputs.size(); i++) {
            inputs.get(i).read(invocation, inputTensors.get(i));
            interpreter.input(i).write(inputTensors.get(i), 0);
        }
    }

    private List<byte[]> outputs() {
        for (int i = 0; i < outputTensors.size(); i++) {
            interpreter.output(i).read(outputTensors.get(i), 0);
        }
        return outputTensors;
    }
}
