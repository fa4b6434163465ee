package io.twinbit.flow.decode;

import io.twinbit.flow.signal.Samples;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Little-endian numbers, interleaved by sample, each times {@code scale} in float32. No timestamp, no sequence. */
final class BinaryDecoder implements Decoder {
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle FLOATS = MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

    private final NumberType type;
    private final float scale;
    private final int maxPayloadBytes;
    private final Samples samples;
    private final Decoding.Decoded decoded;

    BinaryDecoder(DecoderSpec.Binary spec) {
        this.type = spec.type();
        this.scale = spec.scale();
        this.maxPayloadBytes = spec.maxPayloadBytes();
        this.samples = new Samples(spec.stream().features().size());
        this.decoded = new Decoding.Decoded(samples);
    }

    @Override
    public Decoding decode(byte[] payload) {
        samples.clear();
        try {
            Bounds.checkPayload(payload, maxPayloadBytes);
            checkLength(payload.length);
            for (int at = 0; at < payload.length; at += type.bytes()) {
                samples.add(number(payload, at));
            }
            return decoded;
        } catch (Rejection e) {
            return e.malformed();
        }
    }

    private void checkLength(int bytes) throws Rejection {
        int sampleBytes = samples.features() * type.bytes();
        if (bytes == 0 || bytes % sampleBytes != 0) {
            throw new Rejection(Cause.WRONG_COUNT, bytes - bytes % sampleBytes,
                    "found " + bytes + " bytes, expected a multiple of " + sampleBytes + ", a sample's");
        }
        Bounds.checkSamples(bytes / sampleBytes, 0);
    }

    private float number(byte[] payload, int at) throws Rejection {
        float value = scale * switch (type) {
            case INT16 -> (short) SHORTS.get(payload, at);
            case INT32 -> (int) INTS.get(payload, at);
            case FLOAT32 -> (float) FLOATS.get(payload, at);
        };
        if (!Float.isFinite(value)) {
            throw new Rejection(Cause.NOT_FINITE, at, "found " + value + ", expected a finite number");
        }
        return value;
    }
}
