package io.twinbit.nn.emit;

import io.twinbit.nn.lower.Slot;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.TensorSpec;
import java.util.Locale;

/**
 * An input or output of the network in C.
 *
 * @param role {@code input} or {@code output}
 * @param index in the network's order
 */
record CTensor(String role, int index, Slot slot) {
    TensorSpec spec() {
        return slot.spec();
    }

    /** {@code input_0}. */
    String lower() {
        return role + "_" + index;
    }

    String upper() {
        return lower().toUpperCase(Locale.ROOT);
    }

    String type() {
        return switch (spec().type()) {
            case INT8 -> "int8_t";
            case UINT8, BOOL -> "uint8_t";
            case INT16 -> "int16_t";
            case INT32 -> "int32_t";
            case INT64 -> "int64_t";
            case FLOAT32 -> "float";
            case INT4, FLOAT16, FLOAT64 -> throw new IllegalStateException(spec() + " is no tensor of C99");
        };
    }

    /** Whether real numbers become its integers by one scale and zero point. */
    boolean isQuantized() {
        boolean isInteger = spec().type() == ElementType.INT8
                || spec().type() == ElementType.UINT8
                || spec().type() == ElementType.INT16;
        return isInteger && spec().quantization().channels() == 1;
    }

    /** {@code int8 1x49x10x1 'input_1'}, safe in a comment of C. */
    static String describe(TensorSpec spec) {
        return spec.type().label() + " " + spec.shape() + " '" + commentable(spec.name()) + "'";
    }

    /** Text that neither ends nor begins a comment, in ASCII, of one line. */
    static String commentable(String text) {
        String printable = text.replaceAll("[^ -~]", "?").replace("*/", "* /").replace("/*", "/ *").replace("\\", "/");
        return printable.length() <= 60 ? printable : printable.substring(0, 57) + "...";
    }
}
