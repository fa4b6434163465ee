package io.twinbit.flow.decode;

/** The most that a message may hold. */
final class Bounds {
    private Bounds() {}

    static void checkPayload(byte[] payload, int maxPayloadBytes) throws Rejection {
        if (payload.length > maxPayloadBytes) {
            throw new Rejection(Cause.TOO_LARGE, maxPayloadBytes,
                    "found " + payload.length + " bytes, expected at most " + maxPayloadBytes + " (decode.max_payload_bytes)");
        }
    }

    static void checkSamples(int count, long offset) throws Rejection {
        if (count > DecoderSpec.MAX_SAMPLES) {
            throw new Rejection(Cause.TOO_MANY_SAMPLES, offset, "found more than " + DecoderSpec.MAX_SAMPLES + " samples");
        }
    }
}
