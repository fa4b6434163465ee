package io.twinbit.nn.model;

import org.jspecify.annotations.Nullable;

/** The options of one operator; without a table every field has its default. Options of another kind are refused. */
final class Options {
    private final FlatTable operator;
    private final @Nullable FlatTable table;

    Options(FlatTable operator, Builtin kind) {
        this.operator = operator;
        int found = Byte.toUnsignedInt((byte) operator.int8(3, "builtin_options_type", 0));
        if (found != 0 && found != kind.optionsKind()) {
            throw operator.malformed(kind + " with options of kind " + found + ", " + kind.optionsKind()
                    + " (or 0, none) expected");
        }
        this.table = found == 0 ? null : operator.table(4, "builtin_options");
    }

    int int8(int field, String what) {
        return table == null ? 0 : table.int8(field, what, 0);
    }

    int int32(int field, String what, int absent) {
        return table == null ? absent : table.int32(field, what, absent);
    }

    float float32(int field, String what) {
        return table == null ? 0 : table.float32(field, what);
    }

    MalformedModelException malformed(String what) {
        return operator.malformed(what);
    }
}
