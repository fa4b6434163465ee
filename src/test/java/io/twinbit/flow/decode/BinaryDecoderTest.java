package io.twinbit.flow.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.twinbit.flow.signal.Samples;
import io.twinbit.flow.signal.StreamSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinaryDecoderTest {
    private static final StreamSpec XY = new StreamSpec(List.of("x", "y"), 625);

    private static Decoder decoder(NumberType type, float scale) {
        return Decoder.of(new DecoderSpec.Binary(XY, 4096, type, scale));
    }

    @ParameterizedTest
    @CsvSource({
        "INT16, 0.5, 0100ffff00800000, 0.5 -0.5 -16384.0 0.0",
        "INT32, 1, 010000010000008001000000ffffffff, 1.6777216E7 -2.1474836E9 1.0 -1.0",
        "FLOAT32, 2, 0000803f000000c0, 2.0 -4.0"
    })
    void numbersAreLittleEndianAndScaledInFloat32(NumberType type, float scale, String hex, String expected) {
        Samples samples = Payloads.decoded(decoder(type, scale), HexFormat.of().parseHex(hex));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < samples.count(); i++) {
            text.append(samples.value(i, 0)).append(' ').append(samples.value(i, 1)).append(' ');
        }
        assertEquals(expected, text.toString().strip());
        assertFalse(samples.timestamped());
        assertFalse(samples.sequenced());
    }

    @Test
    void samplesEndAtTheArrival() {
        Samples samples = Payloads.decoded(decoder(NumberType.INT16, 1), new byte[12]);
        samples.stampArrival(10_000, 625);
        assertEquals("0.0 0.0 @8750, 0.0 0.0 @9375, 0.0 0.0 @10000", Payloads.text(samples));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "3, 0", "6, 4", "9, 8"})
    void lengthIsAWholeNumberOfSamples(int bytes, int offset) {
        Decoding.Malformed found = Payloads.malformed(decoder(NumberType.INT16, 1), new byte[bytes]);
        assertEquals(Cause.WRONG_COUNT, found.cause());
        assertEquals(offset, found.offset());
    }

    @Test
    void numbersBeyondFloat32SayWhere() {
        ByteBuffer payload = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        payload.putFloat(1).putFloat(2).putFloat(Float.NaN).putFloat(1e30f);
        Decoding.Malformed nan = Payloads.malformed(decoder(NumberType.FLOAT32, 1), payload.array());
        assertEquals(Cause.NOT_FINITE + " 8", nan.cause() + " " + nan.offset());
        payload.putFloat(8, 3);
        Decoding.Malformed overflow = Payloads.malformed(decoder(NumberType.FLOAT32, 1e10f), payload.array());
        assertEquals(Cause.NOT_FINITE + " 12", overflow.cause() + " " + overflow.offset());
    }

    @Test
    void boundsHold() {
        assertEquals(Cause.TOO_LARGE, Payloads.malformed(decoder(NumberType.INT16, 1), new byte[4100]).cause());
        Decoder large = Decoder.of(new DecoderSpec.Binary(XY, 1 << 20, NumberType.INT16, 1));
        byte[] many = new byte[(DecoderSpec.MAX_SAMPLES + 1) * 4];
        assertEquals(Cause.TOO_MANY_SAMPLES, Payloads.malformed(large, many).cause());
    }
}
