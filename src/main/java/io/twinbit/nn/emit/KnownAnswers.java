package io.twinbit.nn.emit;

import io.twinbit.nn.engine.Interpreter;
import io.twinbit.nn.lower.Program;
import io.twinbit.nn.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Invocations one after another, from a state that is reset before the first one, with what the engine answers.
 *
 * @param vectors in order
 */
public record KnownAnswers(List<Vector> vectors) {
    /**
     * One invocation.
     *
     * @param inputs raw tensors in the network's order
     * @param outputs the same
     * @param layers CRC-32 of every tensor that a debug build compares
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Vector(List<byte[]> inputs, List<byte[]> outputs, int[] layers) {}

    public KnownAnswers {
        vectors = List.copyOf(vectors);
    }

    /**
     * What the engine answers.
     *
     * @param invocations for each the raw inputs in the network's order
     * @throws io.twinbit.nn.engine.InferenceException if one of them cannot be answered
     */
    public static KnownAnswers of(Program program, List<List<byte[]>> invocations) {
        Interpreter interpreter = new Interpreter(program);
        CheckPoints checks = new CheckPoints(program);
        List<Vector> vectors = new ArrayList<>();
        for (List<byte[]> inputs : invocations) {
            for (int i = 0; i < inputs.size(); i++) {
                interpreter.input(i).write(inputs.get(i), 0);
            }
            int[] layers = new int[checks.all().size()];
            interpreter.invoke(new LayerSums(checks, layers));
            vectors.add(new Vector(inputs, outputs(program, interpreter), layers));
        }
        return new KnownAnswers(vectors);
    }

    private static List<byte[]> outputs(Program program, Interpreter interpreter) {
        List<byte[]> outputs = new ArrayList<>();
        for (int i = 0; i < program.outputs().size(); i++) {
            TensorSpec spec = program.outputs().get(i).spec();
            byte[] output = new byte[spec.bytes()];
            interpreter.output(i).read(output, 0);
            outputs.add(output);
        }
        return outputs;
    }
}
