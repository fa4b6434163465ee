package io.twinbit.differential;

import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Values of one input for all invocations: lowest, highest and alternating ones first, then random ones. */
final class InputValues {
    static final int INVOCATIONS = 24;

    private InputValues() {}

    /** @param range of the elements; null: of their type */
    static byte[] of(TensorSpec spec, RandomNetwork.@Nullable Range range, RandomGenerator random) {
        return of(spec, range, random, INVOCATIONS);
    }

    static byte[] of(
            TensorSpec spec, RandomNetwork.@Nullable Range range, RandomGenerator random, int invocations) {
        int elements = spec.shape().elements();
        ByteBuffer values = ByteBuffer.allocate(elements * spec.type().bytes() * invocations).order(ByteOrder.LITTLE_ENDIAN);
        long lowest = range == null ? lowest(spec.type()) : range.lowest();
        long highest = range == null ? highest(spec.type()) : range.highest();
        for (int n = 0; n < invocations; n++) {
            for (int i = 0; i < elements; i++) {
                switch (spec.type()) {
                    case FLOAT32 -> values.putFloat(real(random));
                    case FLOAT64 -> values.putDouble(real(random));
                    default -> put(values, spec.type(), integer(n, i, lowest, highest, random));
                }
            }
        }
        return values.array();
    }

    /** Spread over a few thousand quantization steps. */
    private static float real(RandomGenerator random) {
        return (float) (random.nextGaussian() * Math.exp(random.nextGaussian() * 2));
    }

    private static long integer(int invocation, int element, long lowest, long highest, RandomGenerator random) {
        return switch (invocation) {
            case 0 -> lowest;
            case 1 -> highest;
            case 2 -> element % 2 == 0 ? lowest : highest;
            default -> random.nextLong(lowest, highest + 1);
        };
    }

    private static void put(ByteBuffer values, ElementType type, long value) {
        switch (type.bytes()) {
            case 1 -> values.put((byte) value);
            case 2 -> values.putShort((short) value);
            case 4 -> values.putInt((int) value);
            default -> values.putLong(value);
        }
    }

    private static long lowest(ElementType type) {
        return switch (type) {
            case BOOL, UINT8 -> 0;
            case INT8 -> Byte.MIN_VALUE;
            case INT16, FLOAT16 -> Short.MIN_VALUE;
            case INT32, INT64 -> Integer.MIN_VALUE;
            case FLOAT32, FLOAT64 -> 0; // drawn otherwise
            case INT4 -> throw new IllegalArgumentException(type + " as an input");
        };
    }

    private static long highest(ElementType type) {
        return type == ElementType.BOOL ? 1 : type == ElementType.UINT8 ? 255 : -lowest(type) - 1;
    }
}
