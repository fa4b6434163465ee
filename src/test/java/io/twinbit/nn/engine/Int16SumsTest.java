package io.twinbit.nn.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.MatrixOp;
import io.twinbit.nn.graph.Padding;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.testing.ExactArithmetic;
import io.twinbit.testing.NetworkBuilder;
import io.twinbit.testing.Profiles;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

/** Sums of int16 inputs have 64 or 32 bits, as the bias or, without one, an option says; their products differ. */
class Int16SumsTest {
    private static final Quantization ONE = Quantization.perTensor(1, 0);

    /** 127 x / out for x = 32,767, in 64 and in 32 bits; the scale's mantissa is far from 15 bits. */
    private static final float OUT = 127.004f;

    private static final int WIDE = expected(true);
    private static final int NARROW = expected(false);

    private static int expected(boolean wide) {
        int[] factor = ExactArithmetic.multiplier(1 / (double) OUT);
        int acc = 127 * Short.MAX_VALUE;
        return wide
                ? ExactArithmetic.multiplyWide(acc, factor[0], factor[1])
                : ExactArithmetic.multiplyDouble(acc, factor[0], factor[1]);
    }

    @Test
    void theBiasDecides() {
        assertEquals(WIDE, connected(false, network -> network.longs(0)));
        assertEquals(NARROW, connected(false, network -> network.integers(0)));
        assertEquals(WIDE, connected(true, network -> network.longs(0)));
        assertEquals(WIDE, convolved(false, network -> network.longs(0)));
        assertEquals(NARROW, convolved(false, network -> network.integers(0)));
        assertEquals(1, Math.abs(WIDE - NARROW));
    }

    @Test
    void withoutABiasTheOptionDoes() {
        assertEquals(WIDE, connected(false, _ -> -1));
        assertEquals(NARROW, connected(true, _ -> -1));
        assertEquals(WIDE, convolved(false, _ -> -1));
        assertEquals(NARROW, convolved(true, _ -> -1));
    }

    private static int connected(boolean int32Sums, ToIntFunction<NetworkBuilder> bias) {
        NetworkBuilder network = new NetworkBuilder();
        MatrixOp op = new MatrixOp.FullyConnected(false, Activation.NONE, int32Sums);
        return run(network, op, bias, new int[] {1, 1}, 1, 1);
    }

    private static int convolved(boolean int32Sums, ToIntFunction<NetworkBuilder> bias) {
        NetworkBuilder network = new NetworkBuilder();
        MatrixOp op = new MatrixOp.Conv2d(Padding.VALID, 1, 1, 1, 1, Activation.NONE, int32Sums);
        return run(network, op, bias, new int[] {1, 1, 1, 1}, 1, 1, 1, 1);
    }

    private static int run(
            NetworkBuilder network, MatrixOp op, ToIntFunction<NetworkBuilder> bias, int[] out, int... shape) {
        int x = network.input(ElementType.INT16, ONE, shape);
        int w = network.constant(new byte[] {127}, ONE, shape);
        int b = bias.applyAsInt(network);
        int y = network.apply(op, ElementType.INT16, Quantization.perTensor(OUT, 0), out, x, w, b);
        byte[] output = Runs.run(network.build(y), Profiles.reference(), new byte[] {(byte) 0xFF, 0x7F});
        return ByteBuffer.wrap(output).order(ByteOrder.LITTLE_ENDIAN).getShort();
    }
}
