package io.twinbit.nn.model;

import io.twinbit.nn.graph.Node;
import io.twinbit.nn.graph.Op;
import io.twinbit.nn.graph.Padding;
import org.jspecify.annotations.Nullable;

/** The options of one operator; without a table every field has its default. Options of another kind are refused. */
final class Options {
    private final FlatTable operator;
    private final Builtin kind;
    private final int version;
    private final @Nullable FlatTable table;

    Options(FlatTable operator, Builtin kind, int version) {
        this.operator = operator;
        this.kind = kind;
        this.version = version;
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

    boolean bool(int field, String what) {
        return int8(field, what) != 0;
    }

    /** Whether the operator has an operand at position {@code i}. */
    boolean hasInput(int i) {
        FlatVector inputs = operator.vector(1, "inputs", 4);
        return i < inputs.length() && inputs.int32(i) != Node.ABSENT;
    }

    Padding padding() {
        int code = int8(0, "padding");
        return switch (code) {
            case 0 -> Padding.SAME;
            case 1 -> Padding.VALID;
            default -> throw malformed("padding " + code + ", 0 (SAME) or 1 (VALID) expected");
        };
    }

    /** The operator with options that are not there yet. */
    Op unsupported(String how) {
        return new Op.Unsupported(kind + " " + how, version);
    }

    MalformedModelException malformed(String what) {
        return operator.malformed(what);
    }
}
