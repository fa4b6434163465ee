package io.twinbit.flow.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.twinbit.flow.decide.Rule;
import io.twinbit.flow.decide.Steadiness;
import io.twinbit.flow.decode.DecoderSpec;
import io.twinbit.flow.signal.Message;
import io.twinbit.flow.signal.Preprocess;
import io.twinbit.flow.signal.StreamSpec;
import io.twinbit.nn.engine.Interpreter;
import io.twinbit.nn.tensor.Quantization;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One window through the network: what goes in, what comes out, and what is said of it. */
class InferenceTest {
    private static final StreamSpec XY = new StreamSpec(List.of("x", "y"), 1_000);

    private static PipelineSpec xy() {
        PipelineSpec one = Specs.of(Specs.binary(), Specs.window(2, 2));
        return new PipelineSpec("p", one.topic(), one.properties(), Specs.labels(4),
                new DecoderSpec.Json(XY, 65_536, "", null, null), one.window(), Preprocess.none(2), one.rule(),
                one.steadiness(), true, null, 10, 0, 0);
    }

    private static Result result(PipelineSpec spec, Interpreter interpreter, String json) {
        List<Outcome> outcomes = new ArrayList<>();
        byte[] payload = json.getBytes(StandardCharsets.UTF_8);
        new Pipeline(spec, interpreter, "tba1-7").accept(new Message(77, "s/dev/x", payload, 5_000), outcomes::add);
        assertEquals(1, outcomes.size(), outcomes::toString);
        return (Result) outcomes.getFirst();
    }

    @Test
    void interleavedOldestFirstPreprocessedAndQuantized() {
        Preprocess preprocess = Preprocess.of(new float[] {1, -2}, new float[] {0.5f, 3});
        Quantization quantization = Quantization.perTensor(0.25f, -3);
        Interpreter interpreter = Networks.of(Networks.int8(4, quantization), Networks.int8(4, quantization));
        Result result = result(
                Specs.with(xy(), preprocess, true, null), interpreter, "[[1.125,1],[3,-2.375]]");
        float[] z = {(1.125f - 1) / 0.5f, (1f + 2) / 3, (3f - 1) / 0.5f, (-2.375f + 2) / 3};
        int[] expected = new int[4];
        for (int i = 0; i < 4; i++) {
            expected[i] = quantization.quantize(z[i], -128, 127);
        }
        assertArrayEquals(expected, result.outputs());
        assertArrayEquals(new int[] {-2, 1, 13, -4}, expected, "0.25 is one step, 1 four, 4 sixteen, -0.125 half of one");
        assertArrayEquals(new float[] {0.25f, 1, 4, -0.25f}, result.scores());
        assertEquals("tba1-7", result.arithmeticId());
    }

    @Test
    void healthTellsOfClippedStuckAndOutOfRange() {
        PipelineSpec spec = Specs.with(xy(), Preprocess.none(2), false,
                new PipelineSpec.Calibration(List.of(0f, 0f), List.of(127f, 5f)));
        Result result = result(spec, Networks.identity(4), "[[127.5,4],[127.25,4]]");
        assertArrayEquals(new float[] {50, 0}, result.health().clippedPct());
        assertArrayEquals(new boolean[] {false, true}, result.health().stuck());
        assertArrayEquals(new float[] {100, 0}, result.health().outOfRangePct());
        assertNull(result.scores());
    }

    @Test
    void float32InputsAndOutputsAreTakenAsTheyAre() {
        Interpreter interpreter = Networks.of(Networks.float32(4), Networks.float32(4));
        Result result = result(xy(), interpreter, "[[1e30,0.1],[-5,300]]");
        assertArrayEquals(new float[] {1e30f, 0.1f, -5, 300}, result.scores());
        assertNull(result.outputs());
        assertNull(result.health().clippedPct());
        assertEquals("l0", result.decision().label());
    }

    /** The output is the input's memory read with another scale; {@code d * d} and their sum in float32, in order. */
    @Test
    void reconstructionErrorIsOfTheQuantizedInput() {
        Quantization in = Quantization.perTensor(0.1f, 5);
        Quantization out = Quantization.perTensor(0.3f, -7);
        PipelineSpec spec = Specs.with(xy(), new Rule.Reconstruction(1), Steadiness.NONE, List.of());
        Interpreter interpreter = Networks.of(Networks.int8(4, in), Networks.int8(4, out));
        Result result = result(spec, interpreter, "[[1.234,99],[-0.07,0.55]]");
        float sum = 0;
        for (float real : new float[] {1.234f, 99, -0.07f, 0.55f}) {
            int integer = in.quantize(real, -128, 127);
            float d = out.dequantize(integer) - in.dequantize(integer);
            sum += d * d;
        }
        assertEquals(sum / 4, result.decision().score());
        assertEquals("anomaly", result.decision().label());
        assertNull(result.outputs());
        assertNull(result.scores());
    }

    /** Over {@code pipeline 0 device 0 …}, spelled out here once more. */
    @Test
    void messageIdIsTheHashThatTheContractNames() throws NoSuchAlgorithmException {
        ByteBuffer named = ByteBuffer.allocate(100).put("p\0dev\0p".getBytes(StandardCharsets.UTF_8));
        named.putLong(77).putInt(1).putInt(0);
        Result result = result(xy(), Networks.identity(4), "[[1,2],[3,4]]");
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(named.array(), named.position()));
        assertEquals(HexFormat.of().formatHex(hash, 0, 16), result.messageId());
    }
}
