package io.twinbit.nn.emit;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The constant arrays of a network in C. Equal ones are one. */
final class Constants {
    private static final int NIBBLE_BITS = 4;
    private static final int NIBBLE = 0xF;

    /**
     * One array.
     *
     * @param space the macro that says where it lies: in flash, or where data is read
     * @param elements spelled, separated by {@code ", "}
     */
    private record Content(String type, int bytes, String space, String elements) {}

    /**
     * What there is to say of an array.
     *
     * @param comment what it holds
     * @param size in bytes
     */
    record Definition(String name, String comment, String type, String space, String elements, int size) {}

    private final Map<Content, Definition> definitions = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();

    /** Where arrays are put while a step is spelled. */
    private String stem = "";

    private int added;

    /** Names of arrays begin with this from now on. */
    void begin(String stem) {
        this.stem = stem;
    }

    /** Bytes of all arrays so far. */
    int bytes() {
        return added;
    }

    Iterable<Definition> definitions() {
        return definitions.values();
    }

    /** One value a byte, read from flash. */
    String int8s(String name, String comment, byte[] values) {
        return add(name, comment, "int8_t", 1, "TWINBIT_FLASH ", IntStream.range(0, values.length).map(i -> values[i]));
    }

    /** The same, read where data is: what a kernel may also read from the arena. */
    String operand(String name, String comment, byte[] values) {
        return add(name, comment, "int8_t", 1, "", IntStream.range(0, values.length).map(i -> values[i]));
    }

    /** Two values of 4 bits a byte, the first one in the low nibble. */
    String int4s(String name, String comment, byte[] values) {
        byte[] packed = new byte[(values.length + 1) / 2];
        for (int i = 0; i < values.length; i++) {
            packed[i / 2] |= (byte) ((values[i] & NIBBLE) << (i % 2 * NIBBLE_BITS));
        }
        return int8s(name, comment, packed);
    }

    String int16s(String name, String comment, short[] values) {
        IntStream integers = IntStream.range(0, values.length).map(i -> values[i]);
        return add(name, comment, "int16_t", Short.BYTES, "TWINBIT_FLASH ", integers);
    }

    String uint16s(String name, String comment, char[] values) {
        IntStream integers = IntStream.range(0, values.length).map(i -> values[i]);
        return add(name, comment, "uint16_t", Short.BYTES, "TWINBIT_FLASH ", integers);
    }

    String int32s(String name, String comment, int[] values) {
        return add(name, comment, "int32_t", Integer.BYTES, "TWINBIT_FLASH ", Arrays.stream(values));
    }

    String int32s(String name, String comment, long[] values) {
        return int32s(name, comment, Arrays.stream(values).mapToInt(value -> (int) value).toArray());
    }

    String int64s(String name, String comment, long[] values) {
        String elements = LongStream.of(values).mapToObj(Constants::int64).collect(Collectors.joining(", "));
        return add(name, comment, new Content("int64_t", Long.BYTES, "TWINBIT_FLASH ", elements), values.length);
    }

    /** In 17 digits, which name exactly one float64. */
    String doubles(String name, String comment, double[] values) {
        String elements = Arrays.stream(values).mapToObj(Double::toString).collect(Collectors.joining(", "));
        return add(name, comment, new Content("double", Double.BYTES, "TWINBIT_FLASH ", elements), values.length);
    }

    private String add(String name, String comment, String type, int bytes, String space, IntStream values) {
        int[] integers = values.toArray();
        String elements = Arrays.stream(integers).mapToObj(Constants::int32).collect(Collectors.joining(", "));
        return add(name, comment, new Content(type, bytes, space, elements), integers.length);
    }

    private String add(String name, String comment, Content content, int count) {
        Definition known = definitions.get(content);
        if (known != null) {
            return known.name;
        }
        int size = content.bytes * count;
        Definition added = new Definition(
                unique("twinbit_" + stem + "_" + name), comment, content.type, content.space, content.elements, size);
        definitions.put(content, added);
        this.added += size;
        return added.name;
    }

    /** A step may have several arrays of one kind. */
    private String unique(String name) {
        String unique = name;
        for (int i = 2; !names.add(unique); i++) {
            unique = name + "_" + i;
        }
        return unique;
    }

    /** The lowest one has no literal of its own. */
    private static String int32(int value) {
        return value == Integer.MIN_VALUE ? "INT32_MIN" : String.valueOf(value);
    }

    private static String int64(long value) {
        return value == Long.MIN_VALUE ? "INT64_MIN" : "INT64_C(" + value + ")";
    }
}
