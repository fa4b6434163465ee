package io.twinbit.nn.device;

import java.util.Locale;

/**
 * Where a library's result differs from the reference kernels' although the rounding and the derivation are the same,
 * or where it has no defined result at all. How well a quirk is known is the profile's to say.
 */
public enum Quirk {
    FULLY_CONNECTED_HALF_UP("the second rounding of FULLY_CONNECTED takes half up instead of half away from zero", true),
    SOFTMAX_TRUNCATES(
            "SOFTMAX of int8 truncates where it shifts the exponentials to be summed, and the result", true),
    SEVEN_DIGIT_FLOATS(
            "CONV_2D, DEPTHWISE_CONV_2D and FULLY_CONNECTED requantize in real numbers, with the input's scale and one"
                    + " over the output's as seven decimal digits",
            true),
    AVERAGE_POOL_SUMS_IN_INT16(
            "AVERAGE_POOL_2D sums in int16, which wraps from 257 cells on, if 4 does not divide the channels", true),
    SOFTMAX_INT16_WRAPS("SOFTMAX of int16 gives -32768 instead of 32767 where a probability is 1", true),
    SVDF_STATE_WRAPS(
            "SVDF keeps an int8 state without its zero point, and lets it wrap where it leaves int8", true),
    LSTM_FORGETS("UNIDIRECTIONAL_SEQUENCE_LSTM starts every inference from an empty state", true),
    CONV_1_X_N_READS_PAST_ROW(
            "CONV_2D with a kernel of 1 x N takes a wrong number of columns for the outputs that see padding on the"
                    + " right, and may read past the row",
            false),
    FULLY_CONNECTED_PER_CHANNEL_BROKEN(
            "FULLY_CONNECTED with a scale for each unit is wrong if 8 does not divide the units", false);

    private final String sentence;
    private final boolean defined;

    Quirk(String sentence, boolean defined) {
        this.sentence = sentence;
        this.defined = defined;
    }

    /** What it does, for people. */
    public String sentence() {
        return sentence;
    }

    /** Whether the result is known: where it is not, a network that meets the quirk is refused. */
    public boolean isDefined() {
        return defined;
    }

    /** As profiles write it: {@code fully_connected_half_up}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
