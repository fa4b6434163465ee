package io.twinbit.flow.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.twinbit.app.config.ModelFile;
import io.twinbit.app.config.ProfileStore;
import io.twinbit.flow.decide.Rule;
import io.twinbit.flow.decide.Steadiness;
import io.twinbit.flow.decode.DecoderSpec;
import io.twinbit.flow.decode.NumberType;
import io.twinbit.flow.signal.Message;
import io.twinbit.flow.signal.Preprocess;
import io.twinbit.flow.signal.StreamSpec;
import io.twinbit.nn.engine.Interpreter;
import io.twinbit.nn.lower.Lowering;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.testing.OptionalTool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The anomaly detector of MLPerf Tiny decides by its reconstruction error: five frames of 128 values in, as many out. */
class AutoencoderTest {
    private static final int FRAMES = 5;
    private static final int VALUES = 128;

    private final Path golden = OptionalTool.referenceData("golden-models").resolve("ad_autoencoder_int8");
    private final Path model = OptionalTool.referenceData("models").resolve("ad_autoencoder_int8.tflite");

    @Test
    void theErrorIsThatOfTheReferenceOutput() throws IOException {
        byte[] input = Files.readAllBytes(golden.resolve("tensor-0.bin"));
        byte[] output = Files.readAllBytes(golden.resolve("outputs.bin"));
        Interpreter interpreter =
                new Interpreter(Lowering.lower(ModelFile.read(model), ProfileStore.find("tflm-reference")));
        Quantization in = interpreter.input(0).spec().quantization();
        Quantization out = interpreter.output(0).spec().quantization();
        float sum = 0;
        ByteBuffer payload = ByteBuffer.allocate(4 * FRAMES * VALUES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < FRAMES * VALUES; i++) {
            float d = out.dequantize(output[i]) - in.dequantize(input[i]);
            sum += d * d;
            payload.putFloat(in.dequantize(input[i]));
        }
        float error = sum / (FRAMES * VALUES);
        assertEquals("normal " + error, decided(interpreter, error, payload.array()));
        assertEquals("anomaly " + error, decided(interpreter, Math.nextDown(error), payload.array()));
    }

    private static String decided(Interpreter interpreter, float maxError, byte[] payload) {
        List<String> features = Specs.labels(VALUES);
        DecoderSpec binary = new DecoderSpec.Binary(new StreamSpec(features, 32_000), 65_536, NumberType.FLOAT32, 1);
        PipelineSpec spec = new PipelineSpec("ad", "s/+/x", PipelineSpec.UserProperties.NONE, List.of(), binary, Specs.window(FRAMES, FRAMES),
                Preprocess.none(VALUES), new Rule.Reconstruction(maxError), Steadiness.NONE, false, null, 1, 0, 0);
        List<Outcome> outcomes = new ArrayList<>();
        new Pipeline(spec, interpreter, "").accept(new Message(0, "s/toy-car/x", payload, 0), outcomes::add);
        Result result = (Result) outcomes.getFirst();
        return result.decision().label() + " " + result.decision().score();
    }
}
