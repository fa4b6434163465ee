package io.twinbit.flow.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.app.config.ModelFile;
import io.twinbit.flow.decode.DecoderSpec;
import io.twinbit.flow.decode.NumberType;
import io.twinbit.flow.signal.GapPolicy;
import io.twinbit.flow.signal.Message;
import io.twinbit.flow.signal.WindowSpec;
import io.twinbit.nn.engine.Interpreter;
import io.twinbit.nn.engine.TensorView;
import io.twinbit.nn.lower.Lowering;
import io.twinbit.testing.Profiles;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices share a network that remembers, and none is told of another's past. Most results show the window before. */
class NetworkStateTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final PipelineSpec PLAIN = Specs.of(Specs.binary(), Specs.window(2, 2));

    private static Feed feed(PipelineSpec spec) {
        return new Feed(Specs.delayed(spec));
    }

    /** Integers of the results since the last call, with their device. */
    private static List<String> results(Feed feed) {
        return feed.said().stream().filter(said -> said.contains("] @")).map(said -> said.split(" @", -1)[0]).toList();
    }

    private static String json(int number, int... values) {
        return "{\"n\":" + number + ",\"x\":" + Arrays.toString(values) + "}";
    }

    @Test
    void eachDeviceGoesOnFromItsOwnWindow() {
        Feed feed = feed(PLAIN).int16("a", 0, 1, 2).int16("b", 0, 5, 6).int16("a", 1, 3, 4, -3).int16("b", 1, 7, 8).int16("a", 2, 0);
        assertEquals(List.of("a [0, 0]", "b [0, 0]", "a [1, 2]", "b [5, 6]", "a [3, 4]"), results(feed));
    }

    @Test
    void whatEndsTheHalfWindowEndsItsPast() {
        PipelineSpec numbered = Specs.of(Specs.json(null, "n"), Specs.window(2, 2));
        Feed feed = feed(numbered).json("a", 0, json(5_000, 1, 2)).json("b", 0, json(7, 5, 6));
        feed.json("a", 1, json(5_002, 3, 4)).json("a", 2, json(5_003, 5, 6)).json("a", 3, json(1, 7, 8)).json("b", 3, json(8, 0, 0));
        assertEquals(List.of("a [0, 0]", "b [0, 0]", "a [0, 0]", "a [3, 4]", "a [0, 0]", "b [5, 6]"), results(feed), "gap, restart");
        Feed silent = feed(Specs.with(PLAIN, 9, 100, 0)).int16("a", 0, 1, 2).int16("b", 90, 5, 6).tick(100);
        silent.int16("a", 101, 3, 4).int16("b", 102, 7, 8);
        assertEquals(List.of("a [0, 0]", "b [0, 0]", "a [0, 0]", "b [5, 6]"), results(silent), "silence that may hide a gap");
        Feed forgotten = feed(Specs.with(PLAIN, 1, 0, 500)).int16("a", 0, 1, 2).int16("b", 501, 5, 6).int16("a", 1_002, 3, 4);
        assertEquals(List.of("a [0, 0]", "b [0, 0]", "a [0, 0]"), results(forgotten), "its place went to another");
    }

    @Test
    void whatDoesNotEndTheHalfWindowLeavesItsPast() {
        PipelineSpec held = Specs.of(Specs.json(null, "n"), new WindowSpec(2, 2, GapPolicy.HOLD, 4));
        Feed feed = feed(Specs.with(held, 9, 100, 0)).json("a", 0, json(1, 1, 2)).json("a", 1, json(3, 3, 4)).tick(101);
        feed.json("a", 102, json(3, 3, 4)).json("a", 103, "?").json("a", 104, json(4, 5, 6));
        assertEquals(List.of("a [0, 0]", "a [1, 2]", "a [2, 2]", "a [3, 4]"), results(feed));
    }

    @Test
    void itIsPartOfTheState() {
        Feed feed = feed(PLAIN).int16("a", 0, 1, 2).int16("b", 0, 5, 6).int16("c", 0, 9);
        Feed restored = feed(PLAIN).int16("a", 0, 8, 8).int16("c", 0, 8, 8);
        restored.pipeline.restoreState(States.of(feed.pipeline).iterator());
        results(restored);
        restored.int16("c", 1, 9).int16("b", 1, 7, 8).int16("a", 1, 3, 4);
        assertEquals(List.of("c [0, 0]", "b [5, 6]", "a [1, 2]"), results(restored));
    }

    @Test
    void aStateOfAnotherSizeIsAnotherDefinition() {
        List<byte[]> remembered = States.of(feed(PLAIN).int16("a", 0, 1, 2).pipeline);
        for (Interpreter other : List.of(Networks.withState(2, 5), Networks.identity(2))) {
            Pipeline target = new Pipeline(PLAIN, other, "tba1-d");
            String refusal = String.valueOf(
                    assertThrows(PipelineStateException.class, () -> target.restoreState(remembered.iterator())).getMessage());
            String expected = other.stateBytes() == 0 ? "none" : "5";
            assertTrue(refusal.endsWith(": network_state_bytes found 4, expected " + expected), refusal);
        }
    }

    /** TensorFlow Lite Micro's answers to twelve inferences one after the other, given to devices that take turns. */
    @ParameterizedTest
    @ValueSource(strings = {"graph-svdf-chain", "graph-lstm-dense", "svdf-s8-state16-00", "unidirectional_sequence_lstm-s8-00"})
    void whatADeviceIsToldIsWhatTheReferenceSays(String name) throws Exception {
        Interpreter interpreter = new Interpreter(Lowering.lower(
                ModelFile.read(GOLDEN.resolve(name).resolve("model.tflite")), Profiles.reference()));
        TensorView input = interpreter.input(0);
        int labels = interpreter.output(0).elements();
        DecoderSpec floats = new DecoderSpec.Binary(Specs.X, 65_536, NumberType.FLOAT32, 1);
        PipelineSpec spec = Specs.of(floats, Specs.window(input.elements(), input.elements()));
        Pipeline pipeline = new Pipeline(Specs.with(spec, spec.rule(), spec.steadiness(), Specs.labels(labels)), interpreter, "");
        byte[] inputs = Files.readAllBytes(GOLDEN.resolve(name).resolve("input-0.bin"));
        byte[] expected = Files.readAllBytes(GOLDEN.resolve(name).resolve("output-0.bin"));
        int[] taken = new int[3];
        Random random = new Random(5);
        for (int turn = 0; turn < 36; turn++) {
            int device = random.ints(0, 3).filter(d -> taken[d] < 12).findFirst().orElseThrow();
            byte[] payload = reals(input, inputs, taken[device] * input.elements());
            List<Outcome> said = new ArrayList<>();
            pipeline.accept(new Message(turn, "s/d" + device + "/x", payload, turn), said::add);
            assertArrayEquals(integers(expected, taken[device] * labels, labels), ((Result) said.getFirst()).outputs(), "turn " + turn);
            taken[device]++;
        }
    }

    private static byte[] reals(TensorView input, byte[] integers, int from) {
        ByteBuffer reals = ByteBuffer.allocate(Float.BYTES * input.elements()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < input.elements(); i++) {
            reals.putFloat(input.spec().quantization().dequantize(integers[from + i]));
        }
        return reals.array();
    }

    private static int[] integers(byte[] bytes, int from, int count) {
        int[] integers = new int[count];
        for (int i = 0; i < count; i++) {
            integers[i] = bytes[from + i];
        }
        return integers;
    }
}
