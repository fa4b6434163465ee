package io.twinbit.nn.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.Op;
import io.twinbit.nn.graph.Padding;
import io.twinbit.nn.graph.WindowOp;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.testing.NetworkBuilder;
import io.twinbit.testing.Profiles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PoolStepsTest {
    private final Random random = new Random(11);

    @Test
    void averagesAndMaxima() {
        for (int round = 0; round < 400; round++) {
            check(true);
            check(false);
        }
    }

    private void check(boolean average) {
        int k = 1 + random.nextInt(4);
        int l = 1 + random.nextInt(4);
        int n = 1 + random.nextInt(2);
        int h = k + random.nextInt(6);
        int w = l + random.nextInt(6);
        int c = 1 + random.nextInt(4);
        int sh = 1 + random.nextInt(3);
        int sw = 1 + random.nextInt(3);
        boolean same = random.nextBoolean();
        int outH = same ? (h + sh - 1) / sh : (h - k) / sh + 1;
        int outW = same ? (w + sw - 1) / sw : (w - l) / sw + 1;
        int top = same ? Math.max(0, (outH - 1) * sh + k - h) / 2 : 0;
        int left = same ? Math.max(0, (outW - 1) * sw + l - w) / 2 : 0;
        Quantization quantization = Runs.quantization(random);
        Activation activation = Runs.oneOf(random, Activation.values());
        Padding padding = same ? Padding.SAME : Padding.VALID;
        byte[] input = Runs.bytes(random, n * h * w * c);

        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(quantization, n, h, w, c);
        Op op = average
                ? new WindowOp.AveragePool2d(padding, sh, sw, k, l, activation)
                : new WindowOp.MaxPool2d(padding, sh, sw, k, l, activation);
        int y = network.apply(op, quantization, new int[] {n, outH, outW, c}, x);

        byte[] expected = new byte[n * outH * outW * c];
        for (int i = 0; i < expected.length; i++) {
            List<Integer> cells = new ArrayList<>();
            for (int p = 0; p < k * l; p++) {
                int row = i / c / outW % outH * sh - top + p / l;
                int column = i / c % outW * sw - left + p % l;
                if (row >= 0 && row < h && column >= 0 && column < w) {
                    cells.add((int) input[((i / c / outW / outH * h + row) * w + column) * c + i % c]);
                }
            }
            int value = average ? mean(cells) : Collections.max(cells);
            expected[i] = Runs.clamp(value, activation, quantization);
        }
        assertArrayEquals(expected, Runs.run(network.build(y), Profiles.reference(), input));
    }

    /** Half away from zero. */
    private static int mean(List<Integer> cells) {
        double mean = cells.stream().mapToInt(Integer::intValue).sum() / (double) cells.size();
        return (int) (Math.signum(mean) * Math.floor(Math.abs(mean) + 0.5));
    }

    @Test
    void tiesOfTheAverageGoAwayFromZero() {
        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(Quantization.perTensor(1, 0), 1, 1, 2, 2);
        Op op = new WindowOp.AveragePool2d(Padding.VALID, 1, 1, 1, 2, Activation.NONE);
        int y = network.apply(op, Quantization.perTensor(1, 0), new int[] {1, 1, 1, 2}, x);
        byte[] out = Runs.run(network.build(y), Profiles.reference(), new byte[] {1, -1, 2, -2});
        assertEquals(2, out[0]);
        assertEquals(-2, out[1]);
    }
}
