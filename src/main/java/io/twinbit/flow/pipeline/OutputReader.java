package io.twinbit.flow.pipeline;

import io.twinbit.nn.engine.TensorView;
import io.twinbit.nn.tensor.ElementType;
import org.jspecify.annotations.Nullable;

/** The network's first output: its integers and what they mean. */
final class OutputReader {
    private final TensorView output;
    private final boolean quantized;

    OutputReader(TensorView output) {
        this.output = output;
        this.quantized = output.spec().type() == ElementType.INT8;
    }

    /** All elements; null when they are no integers. */
    int @Nullable [] integers() {
        if (!quantized) {
            return null;
        }
        int[] integers = new int[output.elements()];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = output.int8(i);
        }
        return integers;
    }

    float[] reals() {
        float[] reals = new float[output.elements()];
        for (int i = 0; i < reals.length; i++) {
            reals[i] = real(i);
        }
        return reals;
    }

    private float real(int i) {
        return quantized ? output.spec().quantization().dequantize(output.int8(i)) : output.float32(i);
    }

    /**
     * Mean squared error against the input, so that firmware gets the same bits: in float32, operation by operation, from
     * the first element to the last, {@code d = output - input; sum = sum + d * d}, then {@code sum / elements}.
     */
    float meanSquaredError(InputWriter input) {
        float sum = 0;
        for (int i = 0; i < output.elements(); i++) {
            float d = real(i) - input.written(i);
            sum += d * d;
        }
        return sum / output.elements();
    }
}
