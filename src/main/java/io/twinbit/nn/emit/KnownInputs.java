package io.twinbit.nn.emit;

import io.twinbit.nn.lower.Program;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Inputs for known answers, the same for the same network every time: the lowest of all values, the highest, then random
 * ones. Indices are 0, which every tensor has.
 */
public final class KnownInputs {
    private static final long SEED = 20_261_125;
    private static final float REAL_RANGE = 8;

    private KnownInputs() {}

    public static List<List<byte[]>> of(Program program, int count) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<List<byte[]>> invocations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            invocations.add(program.inputs().stream()
                    .map(slot -> tensor(slot.spec(), number, random))
                    .toList());
        }
        return invocations;
    }

    private static byte[] tensor(TensorSpec spec, int number, SplittableRandom random) {
        ByteBuffer buffer = ByteBuffer.allocate(spec.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < spec.shape().elements(); i++) {
            put(buffer, spec.type(), number, random);
        }
        return buffer.array();
    }

    private static void put(ByteBuffer buffer, ElementType type, int number, SplittableRandom random) {
        switch (type) {
            case INT8 -> buffer.put((byte) integer(Byte.MIN_VALUE, Byte.MAX_VALUE, number, random));
            case UINT8 -> buffer.put((byte) integer(0, 255, number, random));
            case BOOL -> buffer.put((byte) integer(0, 1, number, random));
            case INT16 -> buffer.putShort((short) integer(Short.MIN_VALUE, Short.MAX_VALUE, number, random));
            case INT32 -> buffer.putInt(0);
            case INT64 -> buffer.putLong(0);
            case FLOAT32 -> buffer.putFloat(real(number, random));
            case INT4, FLOAT16, FLOAT64 -> throw new IllegalStateException(type + " is never an input");
        }
    }

    private static int integer(int lowest, int highest, int number, SplittableRandom random) {
        return switch (number) {
            case 0 -> lowest;
            case 1 -> highest;
            default -> random.nextInt(lowest, highest + 1);
        };
    }

    private static float real(int number, SplittableRandom random) {
        return switch (number) {
            case 0 -> -REAL_RANGE;
            case 1 -> REAL_RANGE;
            default -> (float) random.nextDouble(-REAL_RANGE, REAL_RANGE);
        };
    }
}
