package io.twinbit.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.twinbit.app.config.ModelFile;
import io.twinbit.app.config.ProfileStore;
import io.twinbit.nn.engine.Interpreter;
import io.twinbit.nn.engine.TensorView;
import io.twinbit.nn.lower.Lowering;
import io.twinbit.nn.tensor.Quantization;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The demo networks on their real-valued test inputs, quantized as firmware does it, against the reference kernels. */
class DemoNetworksTest {
    @ParameterizedTest
    @CsvSource({"machine-vibration, 504", "room-occupancy, 600"})
    void everyOutputIsTheReferences(String name, int windows) throws IOException {
        Path folder = Path.of("demo", name);
        FloatBuffer values = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("test_inputs.bin")))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        Interpreter interpreter = new Interpreter(Lowering.lower(
                ModelFile.read(folder.resolve("model_int8.tflite")), ProfileStore.find("tflm-reference")));
        int classes = interpreter.output(0).elements();
        byte[] outputs = new byte[windows * classes];
        for (int i = 0; i < windows; i++) {
            quantize(values, interpreter.input(0));
            interpreter.invoke();
            interpreter.output(0).read(outputs, i * classes);
        }
        assertEquals(0, values.remaining());
        assertArrayEquals(Files.readAllBytes(folder.resolve("expected_int8_outputs.bin")), outputs);
    }

    private static void quantize(FloatBuffer values, TensorView input) {
        Quantization quantization = input.spec().quantization();
        for (int i = 0; i < input.elements(); i++) {
            input.setInt8(i, (byte) quantization.quantize(values.get(), Byte.MIN_VALUE, Byte.MAX_VALUE));
        }
    }
}
