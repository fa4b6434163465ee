package io.twinbit.flow.decode;

import io.twinbit.flow.signal.Samples;

/** What became of a payload. */
public sealed interface Decoding {
    /** At least one sample, all values finite; valid until the decoder's next payload. */
    record Decoded(Samples samples) implements Decoding {}

    /**
     * No samples.
     *
     * @param offset of the offending byte in the payload
     * @param detail what was found and what was expected
     */
    record Malformed(Cause cause, int offset, String detail) implements Decoding {}
}
