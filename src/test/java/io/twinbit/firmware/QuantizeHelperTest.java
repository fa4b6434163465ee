package io.twinbit.firmware;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.twinbit.nn.tensor.Quantization;
import io.twinbit.testing.OptionalTool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The helpers of {@code twinbit_quantize.h} give the gateway's bits, even where the compiler may fuse a product and a sum
 * and use all instructions of the host.
 */
class QuantizeHelperTest {
    private static final int VALUES = 4_000;
    private static final float[] SCALES = {0.5847029f, 0.00390625f, 1f / 3, 1e-30f, 3e20f, 0.1f};
    private static final int[] ZERO_POINTS = {83, -128, 127, 0, -5, 32};
    private static final float[] SPECIAL = {
        0f, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MAX_VALUE, -Float.MAX_VALUE,
        Float.MIN_VALUE, 0x1p31f, -0x1p31f, 0x1p62f
    };

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void integersAndRealNumbersAreTheGateways() throws IOException, InterruptedException {
        ByteBuffer inputs = ByteBuffer.allocate(12 * VALUES).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer expected = ByteBuffer.allocate(8 * VALUES).order(ByteOrder.LITTLE_ENDIAN);
        SplittableRandom random = new SplittableRandom(6);
        for (int i = 0; i < VALUES; i++) {
            Quantization quantization = Quantization.perTensor(SCALES[i % SCALES.length], ZERO_POINTS[i % ZERO_POINTS.length]);
            float real = value(i, quantization.scale(), random);
            int integer = quantization.quantize(real, Byte.MIN_VALUE, Byte.MAX_VALUE);
            inputs.putFloat(real).putFloat(quantization.scale()).putInt(quantization.zeroPoint());
            expected.putInt(integer).putFloat(quantization.dequantize(integer));
        }
        Path in = Files.write(folder.resolve("in"), inputs.array());
        Path out = folder.resolve("out");
        HostCompiler.run(List.of(program().toString(), in.toString(), out.toString()), 0);
        ByteBuffer got = ByteBuffer.wrap(Files.readAllBytes(out)).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < VALUES; i++) {
            float real = inputs.getFloat(12 * i);
            assertEquals(expected.getInt(8 * i), got.getInt(8 * i), real + " / " + inputs.getFloat(12 * i + 4));
            assertEquals(expected.getInt(8 * i + 4), got.getInt(8 * i + 4), "real number of " + expected.getInt(8 * i));
        }
    }

    /** Special ones, then halves of a step and their neighbours, then any. */
    private static float value(int i, float scale, SplittableRandom random) {
        if (i < SPECIAL.length * SCALES.length) {
            return SPECIAL[i / SCALES.length];
        }
        float half = (random.nextInt(-300, 300) + 0.5f) * scale;
        return switch (i % 4) {
            case 0 -> half;
            case 1 -> Math.nextUp(half);
            case 2 -> Math.nextDown(half);
            default -> (float) random.nextDouble(-400, 400) * scale;
        };
    }

    private Path program() throws IOException, InterruptedException {
        Path source = folder.resolve("helper.c");
        Files.writeString(source, """
                #include <stdio.h>
                #include "twinbit_quantize.h"
                int main(int argc, char **argv)
                {
                    struct { float real; float scale; int32_t zero_point; } in;
                    struct { int32_t integer; float real; } out;
                    FILE *from = fopen(argv[1], "rb");
                    FILE *to = fopen(argv[argc - 1], "wb");
                    while (fread(&in, sizeof in, 1, from) == 1) {
                        out.integer = twinbit_quantize(in.real, in.scale, in.zero_point, -128, 127);
                        out.real = twinbit_dequantize(out.integer, in.scale, in.zero_point);
                        fwrite(&out, sizeof out, 1, to);
                    }
                    fclose(to);
                    return 0;
                }
                """);
        Path program = folder.resolve("helper");
        HostCompiler.run(
                List.of(
                        OptionalTool.program("cc", "apt-get install gcc").toString(), "-std=gnu99", "-O3", "-march=native",
                        "-ffp-contract=fast", "-I", "firmware-export/include", source.toString(), "-o", program.toString()),
                0);
        return program;
    }
}
