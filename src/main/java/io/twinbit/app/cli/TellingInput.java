package io.twinbit.app.cli;

import io.twinbit.nn.engine.Interpreter;
import io.twinbit.nn.lower.Program;
import io.twinbit.nn.lower.Slot;
import io.twinbit.nn.tensor.ElementType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * An input for which two programs of one network answer differently: what to send to a board to know which of the two it
 * computes.
 *
 * @param tensors one for each input of the network
 * @param difference expected is what the first program answers, got what the second does
 */
record TellingInput(List<byte[]> tensors, CaseResult.Difference difference) {
    private static final int ATTEMPTS = 600;

    /**
     * Searches among inputs that resemble those that there are: each element is that of one of two invocations, at its
     * own place or at one of any place; and, of integers, among any. Seeded, so it finds the same each time.
     */
    static Optional<TellingInput> between(Program a, Program b, Evidence evidence) {
        Random random = new Random(1);
        Interpreter interpreterOfA = new Interpreter(a);
        Interpreter interpreterOfB = new Interpreter(b);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<byte[]> one = evidence.inputsOf(random.nextLong(evidence.invocations()));
            List<byte[]> other = evidence.inputsOf(random.nextLong(evidence.invocations()));
            List<byte[]> tried = new ArrayList<>();
            for (int i = 0; i < one.size(); i++) {
                ElementType type = a.inputs().get(i).spec().type();
                tried.add(attempt % 3 == 2 && isInteger(type)
                        ? any(random, one.get(i).length)
                        : mix(random, one.get(i), other.get(i), type.bytes(), attempt % 3 == 1));
            }
            Optional<CaseResult.Difference> difference = CaseResult.Difference.first(
                    a.outputs(), 0, run(interpreterOfA, a, tried), run(interpreterOfB, b, tried));
            if (difference.isPresent()) {
                return Optional.of(new TellingInput(tried, difference.get()));
            }
        }
        return Optional.empty();
    }

    private static boolean isInteger(ElementType type) {
        return type == ElementType.INT8 || type == ElementType.UINT8 || type == ElementType.INT16;
    }

    private static byte[] any(Random random, int bytes) {
        byte[] any = new byte[bytes];
        random.nextBytes(any);
        return any;
    }

    private static byte[] mix(Random random, byte[] one, byte[] other, int bytes, boolean anywhere) {
        byte[] mixture = new byte[one.length];
        for (int at = 0; at < mixture.length; at += bytes) {
            int from = anywhere ? random.nextInt(mixture.length / bytes) * bytes : at;
            System.arraycopy(random.nextBoolean() ? one : other, from, mixture, at, bytes);
        }
        return mixture;
    }

    /** From an empty state. */
    private static List<byte[]> run(Interpreter interpreter, Program program, List<byte[]> tensors) {
        interpreter.reset();
        for (int i = 0; i < tensors.size(); i++) {
            interpreter.input(i).write(tensors.get(i), 0);
        }
        interpreter.invoke();
        List<byte[]> outputs = new ArrayList<>();
        for (Slot slot : program.outputs()) {
            byte[] output = new byte[slot.spec().bytes()];
            interpreter.output(outputs.size()).read(output, 0);
            outputs.add(output);
        }
        return outputs;
    }

    /** As {@code input-0.bin} … in a folder, which is made if it is not there. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < tensors.size(); i++) {
            Files.write(folder.resolve("input-" + i + ".bin"), tensors.get(i));
        }
    }
}
