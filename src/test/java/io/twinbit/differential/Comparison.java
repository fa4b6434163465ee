package io.twinbit.differential;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.nn.engine.Interpreter;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.lower.Program;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** One network with the same inputs through the reference kernels and through the engine. */
final class Comparison {
    static final int INVOCATIONS = 24;

    private final Path model;
    private final List<byte[]> inputs;
    private final List<Path> inputFiles = new ArrayList<>();
    private final List<Path> outputFiles;

    /** Writes the inputs to {@code folder}, where the outputs go too. */
    Comparison(Path model, Graph graph, Path folder) throws IOException {
        this.model = model;
        this.inputs = graph.inputs().stream().map(input -> inputs(graph.tensor(input))).toList();
        for (int i = 0; i < inputs.size(); i++) {
            inputFiles.add(Files.write(folder.resolve("input-" + i), inputs.get(i)));
        }
        this.outputFiles = IntStream.range(0, graph.outputs().size())
                .mapToObj(i -> folder.resolve("output-" + i))
                .toList();
    }

    /** {@code ok} or why the reference kernels refuse the network. */
    String reference(ReferenceKernels kernels) throws IOException {
        return kernels.run(model, inputFiles, outputFiles);
    }

    /** Fails at the first byte where the engine's outputs differ from those that the reference kernels just gave. */
    void assertEqual(Program program) throws IOException {
        List<byte[]> ours = run(program);
        for (int o = 0; o < ours.size(); o++) {
            byte[] expected = Files.readAllBytes(outputFiles.get(o));
            byte[] actual = ours.get(o);
            String output = model + " output " + o;
            int at = Arrays.mismatch(expected, actual);
            assertTrue(at < 0, () -> output + ": first difference at byte " + at + ", expected " + expected[at]
                    + ", got " + actual[at]);
        }
    }

    private List<byte[]> run(Program program) {
        Interpreter interpreter = new Interpreter(program);
        List<byte[]> outputs = program.outputs().stream()
                .map(slot -> new byte[slot.spec().bytes() * INVOCATIONS])
                .toList();
        for (int n = 0; n < INVOCATIONS; n++) {
            for (int i = 0; i < inputs.size(); i++) {
                interpreter.input(i).write(inputs.get(i), n * interpreter.input(i).spec().bytes());
            }
            interpreter.invoke();
            for (int o = 0; o < outputs.size(); o++) {
                interpreter.output(o).read(outputs.get(o), n * interpreter.output(o).spec().bytes());
            }
        }
        return outputs;
    }

    /**
     * Lowest, highest and alternating values first, then random ones; floats spread over a few thousand quantization
     * steps.
     */
    private static byte[] inputs(TensorSpec spec) {
        Random random = new Random(spec.toString().hashCode());
        int bytes = spec.bytes();
        ByteBuffer buffer = ByteBuffer.allocate(bytes * INVOCATIONS).order(ByteOrder.LITTLE_ENDIAN);
        if (spec.type() == ElementType.FLOAT32) {
            while (buffer.hasRemaining()) {
                buffer.putFloat((float) (random.nextGaussian() * Math.exp(random.nextGaussian() * 2)));
            }
            return buffer.array();
        }
        random.nextBytes(buffer.array());
        Arrays.fill(buffer.array(), 0, bytes, Byte.MIN_VALUE);
        Arrays.fill(buffer.array(), bytes, 2 * bytes, Byte.MAX_VALUE);
        for (int i = 0; i < bytes; i++) {
            buffer.put(2 * bytes + i, i % 2 == 0 ? Byte.MIN_VALUE : Byte.MAX_VALUE);
        }
        return buffer.array();
    }
}
