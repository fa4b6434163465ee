package io.twinbit.flow.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.flow.decide.Decision;
import io.twinbit.testing.WireContract;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultWriterTest {
    private static String json(Result result) {
        return new String(ResultWriter.json(result), StandardCharsets.UTF_8);
    }

    private static Result result(long firstUs, long lastUs, Decision decision, int @Nullable [] outputs) {
        return new Result("p", "d", decision, firstUs, lastUs, outputs, null, "tba1-0", "00",
                new Health(null, new boolean[] {true}, null));
    }

    @Test
    void theContractsExampleByteForByte() {
        Result result = new Result(
                "vibration",
                "machine-1",
                new Decision("imbalance", 0.98828125f, "imbalance", null, false),
                1_700_000_000_000_000L,
                1_700_000_000_159_375L,
                new int[] {-127, 125, -128, -128, -127, -128},
                new float[] {0.00390625f, 0.98828125f, 0, 0, 0.00390625f, 0},
                "tba1-1f0c5a9e7b3d2468",
                "0f8fad5bd9cb469fa16570867728950e",
                new Health(new float[] {0, 0, 0.39f}, new boolean[3], new float[] {0, 0, 1.17f}));
        assertEquals(WireContract.example("result").replace("\n ", ""), json(result));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0", "1, 0.001", "-1, -0.001", "-1000, -1.0", "-1500, -1.5", "999, 0.999", "10, 0.01",
        "1700000000159370, 1700000000159.37", "9007199254740991, 9007199254740.991", "-9007199254740991, -9007199254740.991"
    })
    void timesAreExact(long us, String ms) {
        String json = json(result(us, us, new Decision("a", 1, "a", null, true), null));
        assertTrue(json.contains("\"timestamp_ms\":" + ms + ","), json);
        assertTrue(json.contains("\"first_timestamp_ms\":" + ms + ","), json);
    }

    @Test
    void whatIsNotThereIsLeftOut() {
        String json = json(result(0, 0, new Decision("a", Float.NaN, "a", List.of("a", "b"), true), null));
        assertTrue(json.contains("\"score\":null,\"window_label\":\"a\",\"labels\":[\"a\",\"b\"],\"changed\":true"), json);
        assertTrue(json.endsWith("\"health\":{\"stuck\":[true]}}"), json);
        assertFalse(json.contains("outputs") || json.contains("scores"), json);
    }
}
