package io.twinbit.nn.emit;

import io.twinbit.nn.emit.Constants.Definition;

/** {@code <name>_weights.h} and {@code .c}: the constant arrays. */
final class WeightsSource {
    private static final int MAX_COLUMNS = 112;

    private WeightsSource() {}

    static String header(Constants constants) {
        StringBuilder text = new StringBuilder("""
                /* The constant arrays of the network, for twinbit.c. */
                #ifndef TWINBIT_WEIGHTS_H
                #define TWINBIT_WEIGHTS_H

                #include "twinbit_common.h"

                #ifdef __cplusplus
                extern "C" {
                #endif

                """);
        for (Definition array : constants.definitions()) {
            text.append("extern ").append(declaration(array)).append(";\n");
        }
        return text.append("""

                #ifdef __cplusplus
                }
                #endif

                #endif
                """).toString();
    }

    static String source(Constants constants) {
        StringBuilder text = new StringBuilder("""
                /*
                 * The constant arrays of the network. Define TWINBIT_WEIGHTS_SECTION to place them in a flash of your choice, for
                 * example -DTWINBIT_WEIGHTS_SECTION='__attribute__((section(".external_flash")))'.
                 */
                #include "twinbit_weights.h"

                #ifndef TWINBIT_WEIGHTS_SECTION
                #define TWINBIT_WEIGHTS_SECTION
                #endif

                #if defined(__GNUC__) && !defined(__AVR__)
                #define ALIGNED __attribute__((aligned(16)))
                #else
                #define ALIGNED
                #endif
                """);
        for (Definition array : constants.definitions()) {
            text.append("\n/* ").append(array.comment()).append(" */\n").append(declaration(array))
                    .append(" TWINBIT_WEIGHTS_SECTION ALIGNED = {\n");
            rows(array.elements(), text);
            text.append("};\n");
        }
        return text.toString();
    }

    private static String declaration(Definition array) {
        int count = array.elements().isEmpty() ? 0 : array.elements().split(", ", -1).length;
        return "const " + array.space() + array.type() + " " + array.name() + "[" + count + "]";
    }

    /** Elements with as many in a line as fit. */
    static void rows(String elements, StringBuilder text) {
        int from = 0;
        while (from < elements.length()) {
            int to = Math.min(from + MAX_COLUMNS, elements.length());
            if (to < elements.length()) {
                to = elements.lastIndexOf(", ", to - 1) + 2;
            }
            text.append("    ").append(elements.substring(from, to).stripTrailing())
                    .append(to == elements.length() ? ",\n" : "\n");
            from = to;
        }
    }
}
