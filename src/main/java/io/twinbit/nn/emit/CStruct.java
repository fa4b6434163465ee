package io.twinbit.nn.emit;

import java.util.ArrayList;
import java.util.List;

/** The initializer of a C struct, field by field in the order of the struct. */
final class CStruct {
    private static final int MAX_COLUMNS = 110;
    private static final String INDENT = "    ";

    private record Field(String name, Object value) {}

    private final List<Field> fields = new ArrayList<>();

    CStruct put(String name, long value) {
        return putText(name, value == Integer.MIN_VALUE ? "INT32_MIN" : String.valueOf(value));
    }

    CStruct put(String name, boolean value) {
        return put(name, value ? 1 : 0);
    }

    CStruct put(String name, CStruct value) {
        fields.add(new Field(name, value));
        return this;
    }

    /** A name, a constant or another expression of C. */
    CStruct putText(String name, String value) {
        fields.add(new Field(name, value));
        return this;
    }

    /** The initializer in lines, the first one without indentation; fields side by side as far as they fit. */
    String toC(String indent) {
        String inner = indent + INDENT;
        StringBuilder text = new StringBuilder("{");
        int column = MAX_COLUMNS;
        for (Field field : fields) {
            String spelled = "." + field.name + " = " + spelled(field, inner) + ",";
            if (column + spelled.length() > MAX_COLUMNS || spelled.contains("\n")) {
                text.append('\n').append(inner).append(spelled);
                column = spelled.contains("\n") ? MAX_COLUMNS : inner.length() + spelled.length();
            } else {
                text.append(' ').append(spelled);
                column += 1 + spelled.length();
            }
        }
        return text.append('\n').append(indent).append('}').toString();
    }

    private static String spelled(Field field, String indent) {
        return field.value instanceof CStruct struct ? struct.toC(indent) : field.value.toString();
    }
}
