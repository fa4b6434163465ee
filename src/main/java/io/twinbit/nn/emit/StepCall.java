package io.twinbit.nn.emit;

import java.util.List;

/**
 * A step as a call of C: {@code kernel(&step, arguments)}.
 *
 * @param header of {@code firmware-export/include} that declares the kernel, without {@code twinbit_} and ending
 * @param kernel its name without {@code twinbit_}, and that of its file
 * @param type of the record with the step's numbers
 * @param arguments inputs, outputs and working space
 * @param fails whether the kernel returns what may have gone wrong
 */
record StepCall(String header, String kernel, String type, CStruct step, List<String> arguments, boolean fails) {
    StepCall {
        arguments = List.copyOf(arguments);
    }

    StepCall(String header, String kernel, String type, CStruct step, String... arguments) {
        this(header, kernel, type, step, List.of(arguments), false);
    }
}
