package io.twinbit.flow.decode;

import static io.twinbit.flow.decode.Payloads.bytes;
import static io.twinbit.flow.decode.Payloads.malformed;
import static io.twinbit.flow.decode.Payloads.text;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.twinbit.flow.signal.Samples;
import io.twinbit.flow.signal.StreamSpec;
import io.twinbit.testing.WireContract;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonDecoderTest {
    private static Decoder decoder(String values, @Nullable String timestamp, @Nullable String sequence, String... features) {
        return Decoder.of(new DecoderSpec.Json(
                new StreamSpec(List.of(features), 625), 4096, values, timestamp, sequence));
    }

    @Test
    void theContractsExample() {
        Decoder decoder = decoder("samples", "t_ms", "seq", "ax_g", "ay_g", "az_g");
        Samples samples = Payloads.decoded(decoder, bytes(WireContract.example("payload-json")));
        assertEquals("0.046 0.002 0.998 @1700000000000000, 0.032 0.013 0.993 @1700000000000625, sequence 42", text(samples));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            v     | {"v":[1,2,3,4],"t":0.5}                       | 1.0 2.0 @500, 3.0 4.0 @1125
            v     | {"v":[[1,2],[3,4]],"t":0}                     | 1.0 2.0 @0, 3.0 4.0 @625
            v     | {"t":-0.25,"v":{"y":2,"x":1}}                 | 1.0 2.0 @-250
            v     | {"v":[{"x":1,"y":2,"z":[9]},{"y":4,"x":3}],"t":1} | 1.0 2.0 @1000, 3.0 4.0 @1625
            ''    | {"x":1,"t":7,"other":{"x":[5]},"y":2}         | 1.0 2.0 @7000
            a.b   | {"a":{"c":[1],"b":[1,2]},"b":[9,9],"t":0}     | 1.0 2.0 @0
            a     | {"a":{"x":1e-3,"t":3,"y":-0},"t":4}           | 0.001 -0.0 @4000
            """)
    void shapesOfValues(String path, String json, String expected) {
        assertEquals(expected, text(Payloads.decoded(decoder(path, "t", null, "x", "y"), bytes(json))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3.5       | 3.5
            [1,2,3]   | 1.0, 2.0, 3.0
            [[1],[2]] | 1.0, 2.0
            {"x":4}   | 4.0
            """)
    void oneFeatureInTheWholePayload(String json, String expected) {
        Samples samples = Payloads.decoded(decoder("", null, null, "x"), bytes(json));
        samples.stampArrival(0, 0);
        assertEquals(expected, text(samples).replaceAll(" @0", ""));
    }

    /** Text, path to the values, cause, byte offset. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"v":[1,x],"t":0}          | malformed    | 8
            {"v":[1,2],"t":0           | malformed    | 16
            ''                         | malformed    | 0
            nope                       | malformed    | 0
            {"v":[NaN,2],"t":0}        | not_finite   | 6
            {"v":[1,-INF],"t":0}       | not_finite   | 8
            {"v":[1,2],"t":Infinity}   | not_finite   | 15
            {"v":[1,2],"v":[1,2],"t":0} | malformed   | 15
            {"v":{"x":1,"x":1,"y":2},"t":0} | malformed | 16
            {"v":[1,2],"t":0} x        | trailing     | 17
            {"v":[1,2],"t":0}{}        | trailing     | 17
            {"w":[1,2],"t":0}          | missing      | 0
            {"v":[1,2]}                | missing      | 0
            {"v":{"x":1},"t":0}        | missing      | 11
            {"v":["1",2],"t":0}        | wrong_type   | 6
            {"v":[null,2],"t":0}       | wrong_type   | 6
            {"v":true,"t":0}           | wrong_type   | 5
            {"v":[[1,2],3],"t":0}      | wrong_type   | 12
            {"v":[1,[2]],"t":0}        | wrong_type   | 8
            {"v":[{"x":1,"y":2},[1,2]],"t":0} | wrong_type | 20
            {"v":[1,2],"t":"0"}        | wrong_type   | 15
            {"v":[1,1e39],"t":0}       | not_finite   | 8
            {"v":[1,2],"t":1e13}       | out_of_range | 15
            {"v":[],"t":0}             | wrong_count  | 6
            {"v":[1,2,3],"t":0}        | wrong_count  | 11
            {"v":[[1,2,3]],"t":0}      | wrong_count  | 12
            {"v":5,"t":0}              | wrong_count  | 5
            """)
    void badPayloadsSayWhyAndWhere(@Nullable String json, String cause, int offset) {
        Decoding.Malformed found = malformed(decoder("v", "t", null, "x", "y"), bytes(json == null ? "" : json));
        assertEquals(cause + " at " + offset, found.cause().label() + " at " + found.offset(), found.detail());
    }

    @ParameterizedTest
    @CsvSource({"1.0", "1e3", "9007199254740992", "123456789012345678901234567890"})
    void sequenceNumbersAreIntegersThatDoublesHold(String sequence) {
        String json = "{\"v\":[1],\"s\":" + sequence + "}";
        assertEquals(Cause.OUT_OF_RANGE, malformed(decoder("v", null, "s", "x"), bytes(json)).cause());
    }

    @Test
    void onlyUtf8IsRead() {
        Decoder decoder = decoder("", null, null, "x");
        assertEquals(Cause.MALFORMED, malformed(decoder, "[1]".getBytes(StandardCharsets.UTF_16LE)).cause());
        Decoding.Malformed latin = malformed(decoder, "{\"é\":1,\"x\":2}".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(Cause.NOT_UTF8, latin.cause());
        assertEquals(2, latin.offset());
        assertEquals(1, Payloads.decoded(decoder, bytes("{\"é\":1,\"x\":2}")).count());
    }

    @Test
    void boundsHold() {
        Decoder decoder = decoder("", null, null, "x");
        assertEquals(Cause.TOO_LARGE, malformed(decoder, new byte[4097]).cause());
        Decoder large = Decoder.of(new DecoderSpec.Json(new StreamSpec(List.of("x"), 1), 1 << 20, "", null, null));
        byte[] many = bytes("[" + "1,".repeat(DecoderSpec.MAX_SAMPLES) + "1]");
        assertEquals(Cause.TOO_MANY_SAMPLES, malformed(large, many).cause());
        assertEquals(Cause.MALFORMED, malformed(large, bytes("{\"a\":".repeat(100_000))).cause());
    }
}
