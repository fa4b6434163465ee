package io.twinbit.flow.decode;

import static io.twinbit.flow.decode.Payloads.bytes;
import static io.twinbit.flow.decode.Payloads.malformed;
import static io.twinbit.flow.decode.Payloads.text;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.twinbit.flow.signal.StreamSpec;
import io.twinbit.testing.WireContract;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvDecoderTest {
    private static final StreamSpec XY = new StreamSpec(List.of("x", "y"), 625);
    private final Decoder decoder =
            Decoder.of(new DecoderSpec.Csv(XY, 1 << 20, List.of("t", "note", "y", "n", "x"), "t", "n"));

    @Test
    void theContractsExample() {
        StreamSpec stream = new StreamSpec(List.of("ax_g", "ay_g", "az_g"), 625);
        Decoder csv = Decoder.of(
                new DecoderSpec.Csv(stream, 4096, List.of("t_ms", "ax_g", "ay_g", "az_g"), "t_ms", null));
        assertEquals("0.04638672 0.001953125 0.99780273 @0, 0.032470703 0.013183594 0.9929199 @625",
                text(Payloads.decoded(csv, bytes(WireContract.example("payload-csv")))));
    }

    @Test
    void columnsInAnyOrderWithHeaderQuotesSpacesAndEmptyLines() {
        String payload = "time,n\r\n1.5,hällo, 2,7,\"1\"\r\n\r\n2.5,\"a,\nb\",-4e0 ,9,3\r\n";
        assertEquals("1.0 2.0 @1500, 3.0 -4.0 @2500, sequence 7", text(Payloads.decoded(decoder, bytes(payload))));
        assertEquals("1.0 2.0 @0, sequence 7", text(Payloads.decoded(decoder, bytes("\uFEFF0,,2,7,1"))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0;;2;7;1/1;;2;7      | wrong_count  | 14
            0;;2;7;1;5           | wrong_count  | 9
            head;er              | wrong_count  | 7
            0;ä;z;7;1            | wrong_type   | 5
            0;;2;7;0x1p3         | wrong_type   | 7
            0;;2;7;1f            | wrong_type   | 7
            0;;;7;1              | wrong_type   | 3
            0;;nan;7;1           | not_finite   | 3
            0;;-Infinity;7;1     | not_finite   | 3
            NaN;;1;7;1           | not_finite   | 0
            0;;4e38;7;1          | not_finite   | 3
            1e300;;2;7;1         | out_of_range | 0
            0;;2;7.5;1           | out_of_range | 5
            0;"x                 | malformed    | 3
            0;"x"y;2;7;1         | malformed    | 5
            """)
    void badPayloadsSayWhyAndWhere(String csv, String cause, int offset) {
        Decoding.Malformed found = malformed(decoder, bytes(csv.replace(';', ',').replace('/', '\n')));
        assertEquals(cause + " at " + offset, found.cause().label() + " at " + found.offset(), found.detail());
    }

    @Test
    void offsetsHoldBeyondTheParsersBuffer() {
        String good = "0,ä,2,7,1\n".repeat(2_000);
        Decoding.Malformed found = malformed(decoder, bytes(good + "0,,oops,7,1\n"));
        assertEquals(Cause.WRONG_TYPE, found.cause());
        assertEquals(bytes(good).length + 3, found.offset());
        assertEquals("found 'oops', expected a number", found.detail());
    }

    @Test
    void nothingIsNoSample() {
        assertEquals(Cause.WRONG_COUNT, malformed(decoder, new byte[0]).cause());
        assertEquals(Cause.WRONG_COUNT, malformed(decoder, bytes("\n\n")).cause());
    }
}
