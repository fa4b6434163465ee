package io.twinbit.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.app.config.ModelFile;
import io.twinbit.app.config.ProfileStore;
import io.twinbit.nn.engine.Interpreter;
import io.twinbit.nn.lower.Lowering;
import io.twinbit.nn.lower.Program;
import io.twinbit.nn.lower.Slot;
import io.twinbit.nn.lower.UnsupportedModelException;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.testing.OptionalTool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine against the reference kernels on inputs that no golden file holds: extremes first, then random ones. Every
 * network of the demo, of the golden cases and, where they are present, of the reference data, that the engine can run.
 */
class ReferenceKernelsTest {
    private static final int INVOCATIONS = 24;

    @TempDir
    private Path folder;

    @Test
    void bundledNetworksGiveTheBytesOfTheReferenceKernels() throws IOException {
        compareAll(List.of(Path.of("demo"), Path.of("src/test/resources/golden")), 40);
    }

    @Test
    void networksOfTheReferenceDataGiveTheBytesOfTheReferenceKernels() throws IOException {
        compareAll(List.of(OptionalTool.referenceData("golden"), OptionalTool.referenceData("models")), 90);
    }

    private void compareAll(List<Path> roots, int atLeast) throws IOException {
        int compared = 0;
        try (ReferenceKernels reference = ReferenceKernels.start()) {
            for (Path root : roots) {
                for (Path model : models(root)) {
                    compared += compare(reference, model) ? 1 : 0;
                }
            }
        }
        System.out.println(roots + ": " + compared + " networks, " + INVOCATIONS + " inputs each, equal to the reference kernels");
        assertTrue(compared >= atLeast, "only " + compared + " networks compared");
    }

    private static List<Path> models(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(f -> f.toString().endsWith(".tflite")).sorted().toList();
        }
    }

    private boolean compare(ReferenceKernels reference, Path model) throws IOException {
        Program program;
        try {
            program = Lowering.lower(ModelFile.read(model), ProfileStore.find("tflm-reference"));
        } catch (UnsupportedModelException e) {
            return false;
        }
        List<byte[]> inputs = program.inputs().stream().map(ReferenceKernelsTest::inputs).toList();
        List<Path> inputFiles = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            inputFiles.add(Files.write(folder.resolve("input-" + i), inputs.get(i)));
        }
        List<Path> outputFiles = Stream.iterate(0, i -> i + 1)
                .limit(program.outputs().size())
                .map(i -> folder.resolve("output-" + i))
                .toList();
        assertEquals("ok", reference.run(model, inputFiles, outputFiles), model + " by the reference kernels");
        List<byte[]> ours = run(program, inputs);
        for (int o = 0; o < ours.size(); o++) {
            assertEqualBytes(Files.readAllBytes(outputFiles.get(o)), ours.get(o), model + " output " + o);
        }
        return true;
    }

    private static void assertEqualBytes(byte[] expected, byte[] actual, String what) {
        int at = Arrays.mismatch(expected, actual);
        assertTrue(at < 0, () -> what + ": first difference at byte " + at + ", expected " + expected[at] + ", got " + actual[at]);
    }

    private static List<byte[]> run(Program program, List<byte[]> inputs) {
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

    /** Lowest, highest and alternating values first, then random ones; floats spread over a few thousand quantization steps. */
    private static byte[] inputs(Slot slot) {
        Random random = new Random(slot.spec().toString().hashCode());
        int bytes = slot.spec().bytes();
        ByteBuffer buffer = ByteBuffer.allocate(bytes * INVOCATIONS).order(ByteOrder.LITTLE_ENDIAN);
        if (slot.spec().type() == ElementType.FLOAT32) {
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
