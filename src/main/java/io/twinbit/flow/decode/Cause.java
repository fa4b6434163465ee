package io.twinbit.flow.decode;

import java.util.Locale;

/** Why a message is no samples: a counter each. */
public enum Cause {
    /** More bytes than {@code decode.max_payload_bytes}. */
    TOO_LARGE,
    /** The bytes are not UTF-8. */
    NOT_UTF8,
    /** The text is not JSON or not CSV. */
    MALFORMED,
    /** Something follows the payload's end. */
    TRAILING,
    /** The values, the timestamp, the sequence number or a feature is not there. */
    MISSING,
    /** Something else than a number stands where a number should. */
    WRONG_TYPE,
    /** NaN, an infinity, or a number that float32 does not reach. */
    NOT_FINITE,
    /** A timestamp or sequence number that no device has. */
    OUT_OF_RANGE,
    /** Values that are not a whole number of samples, or none. */
    WRONG_COUNT,
    /** More samples than {@link DecoderSpec#MAX_SAMPLES}. */
    TOO_MANY_SAMPLES,
    /** The text in the place of the device is empty, longer than 128 bytes, or could not be a level of a topic. */
    BAD_DEVICE,
    /** There is no user property that names the device. */
    MISSING_DEVICE,
    /** {@code max_devices} are there already. */
    TOO_MANY_DEVICES;

    /** As in counters and dead letters: {@code too_large}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
