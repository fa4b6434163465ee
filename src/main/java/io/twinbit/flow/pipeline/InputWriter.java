package io.twinbit.flow.pipeline;

import io.twinbit.flow.signal.Preprocess;
import io.twinbit.flow.signal.Window;
import io.twinbit.nn.engine.TensorView;
import io.twinbit.nn.tensor.ElementType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A window to the network's input, oldest sample first, features interleaved: preprocess, quantize as firmware does,
 * straight into the arena. On the way it counts what tells the input's health.
 */
final class InputWriter {
    private static final int WHOLE_PCT = 100;
    private static final float HUNDREDTHS = 100;

    private final TensorView input;
    private final boolean quantized;
    private final Preprocess preprocess;
    private final float @Nullable [] calibrationMin; // (features)
    private final float @Nullable [] calibrationMax; // (features)
    private final int[] clipped; // (features), values of this window
    private final int[] outOfRange; // (features), values of this window
    private final boolean[] varies; // (features)
    private final float @Nullable [] written; // (elements), real values of what the network was given

    /** {@code keepWritten}: the run overwrites the input, and who compares it with the output needs it still. */
    InputWriter(PipelineSpec spec, TensorView input, boolean keepWritten) {
        this.input = input;
        this.quantized = input.spec().type() == ElementType.INT8;
        this.preprocess = spec.preprocess();
        PipelineSpec.Calibration calibration = spec.calibration();
        this.calibrationMin = calibration == null ? null : floats(calibration.min());
        this.calibrationMax = calibration == null ? null : floats(calibration.max());
        int features = spec.decoder().stream().features().size();
        this.clipped = new int[features];
        this.outOfRange = new int[features];
        this.varies = new boolean[features];
        this.written = keepWritten ? new float[input.elements()] : null;
    }

    private static float[] floats(List<Float> list) {
        float[] floats = new float[list.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = list.get(i);
        }
        return floats;
    }

    void write(Window window) {
        Arrays.fill(clipped, 0);
        Arrays.fill(outOfRange, 0);
        Arrays.fill(varies, false);
        for (int i = 0; i < window.size(); i++) {
            for (int f = 0; f < window.features(); f++) {
                float value = window.value(i, f);
                varies[f] |= value != window.value(0, f);
                outOfRange[f] += isOutOfRange(value, f) ? 1 : 0;
                write(i * window.features() + f, f, preprocess.apply(f, value));
            }
        }
    }

    private boolean isOutOfRange(float value, int f) {
        return calibrationMin != null && calibrationMax != null && (value < calibrationMin[f] || value > calibrationMax[f]);
    }

    private void write(int element, int f, float z) {
        float real = z;
        if (quantized) {
            int wanted = input.spec().quantization().quantize(z, Integer.MIN_VALUE, Integer.MAX_VALUE);
            int integer = Math.clamp(wanted, Byte.MIN_VALUE, Byte.MAX_VALUE);
            clipped[f] += integer == wanted ? 0 : 1;
            input.setInt8(element, (byte) integer);
            real = input.spec().quantization().dequantize(integer);
        } else {
            input.setFloat32(element, z);
        }
        if (written != null) {
            written[element] = real;
        }
    }

    /** Real value of an element that was written, as the network saw it. */
    float written(int element) {
        if (written == null) {
            throw new IllegalStateException("the input is not kept");
        }
        return written[element];
    }

    /** Of the window that was written last. */
    Health health(int windowSamples) {
        boolean[] stuck = new boolean[varies.length];
        for (int f = 0; f < stuck.length; f++) {
            stuck[f] = windowSamples > 1 && !varies[f];
        }
        return new Health(
                quantized ? percent(clipped, windowSamples) : null,
                stuck,
                calibrationMin == null ? null : percent(outOfRange, windowSamples));
    }

    /** With two decimals. */
    private static float[] percent(int[] counts, int of) {
        float[] percent = new float[counts.length];
        for (int f = 0; f < percent.length; f++) {
            percent[f] = Math.round((double) WHOLE_PCT * HUNDREDTHS * counts[f] / of) / HUNDREDTHS;
        }
        return percent;
    }
}
