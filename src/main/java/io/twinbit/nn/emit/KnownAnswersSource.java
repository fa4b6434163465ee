package io.twinbit.nn.emit;

import io.twinbit.nn.emit.CheckPoints.Point;
import io.twinbit.nn.lower.Layer;
import io.twinbit.nn.lower.Program;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** {@code <name>_known_answers.h} and {@code .c}: inputs with their outputs, and a self-test over them. */
final class KnownAnswersSource {
    private final Program program;
    private final KnownAnswers answers;
    private final CheckPoints checks;
    private final List<CTensor> tensors;

    KnownAnswersSource(Program program, KnownAnswers answers, CheckPoints checks, List<CTensor> tensors) {
        this.program = program;
        this.answers = answers;
        this.checks = checks;
        this.tensors = tensors;
    }

    String header() {
        return """
                /*
                 * A self-test: inputs whose outputs are known, through the network as it is compiled here. Compiled with
                 * TWINBIT_CHECK_LAYERS it also names the first layer whose output differs, which is where a wrong compiler flag
                 * bites; the same macro has to be defined for all files of the network.
                 */
                #ifndef TWINBIT_KNOWN_ANSWERS_H
                #define TWINBIT_KNOWN_ANSWERS_H

                #include "twinbit.h"

                #ifdef __cplusplus
                extern "C" {
                #endif

                #define TWINBIT_KNOWN_ANSWERS %d

                /* How one of them came out. */
                typedef struct {
                    int32_t vector;    /* from 0 on */
                    int status;        /* of twinbit_run */
                    int32_t output;    /* the first output that differs, -1 if none does */
                    int32_t byte;      /* where in it */
                    uint8_t expected;
                    uint8_t got;
                    const char *layer; /* the first one that differs, null if none does or none was checked */
                } twinbit_known_answer;

                /* Called for each; may be null. */
                typedef void (*twinbit_report)(const twinbit_known_answer *answer);

                /* Returns how many differ: 0 is good. */
                int32_t twinbit_self_test(%s, twinbit_report report);

                #ifdef __cplusplus
                }
                #endif

                #endif
                """.formatted(answers.vectors().size(), HeaderSource.parameters(program));
    }

    String source() {
        StringBuilder text = new StringBuilder("#include \"twinbit_known_answers.h\"\n\n#include \"twinbit_layers.h\"\n");
        for (CTensor tensor : tensors) {
            boolean isInput = tensor.role().equals("input");
            List<byte[]> contents = answers.vectors().stream()
                    .map(vector -> (isInput ? vector.inputs() : vector.outputs()).get(tensor.index()))
                    .toList();
            vectors(tensor, contents, text);
        }
        text.append(layers());
        return text.append(functions()).toString();
    }

    private static void vectors(CTensor tensor, List<byte[]> contents, StringBuilder text) {
        text.append("\n/* ").append(CTensor.describe(tensor.spec())).append(", little-endian */\n");
        text.append("static const TWINBIT_FLASH uint8_t ").append(tensor.lower())
                .append("[TWINBIT_KNOWN_ANSWERS][TWINBIT_").append(tensor.upper()).append("_BYTES] = {\n");
        for (byte[] content : contents) {
            text.append("    {\n");
            WeightsSource.rows(
                    IntStream.range(0, content.length)
                            .mapToObj(i -> String.valueOf(content[i] & 0xFF))
                            .collect(Collectors.joining(", ")),
                    text);
            text.append("    },\n");
        }
        text.append("};\n");
    }

    private String layers() {
        StringBuilder text = new StringBuilder("\n#ifdef TWINBIT_CHECK_LAYERS\n#define LAYERS ");
        text.append(checks.all().size()).append("\n\nstatic const char *const layer_names[LAYERS] = {\n");
        for (Point point : checks.all()) {
            Layer layer = program.layers().get(point.step());
            text.append("    \"").append(layer.node()).append(' ').append(layer.operator()).append(' ')
                    .append(CTensor.commentable(point.slot().spec().name()).replace("\"", "'").replace("??", "? ?"))
                    .append("\",\n");
        }
        text.append("};\n\n/* CRC-32 of each layer's output */\nstatic const TWINBIT_FLASH uint32_t layer_sums")
                .append("[TWINBIT_KNOWN_ANSWERS][LAYERS] = {\n");
        for (KnownAnswers.Vector vector : answers.vectors()) {
            text.append("    {\n");
            WeightsSource.rows(
                    IntStream.of(vector.layers())
                            .mapToObj("0x%08Xu"::formatted)
                            .collect(Collectors.joining(", ")),
                    text);
            text.append("    },\n");
        }
        return text.append("""
                };

                static int32_t current;
                static int32_t first_different;

                void twinbit_layer(int32_t number, const void *content, int32_t bytes)
                {
                    if (first_different < 0 && twinbit_crc32(content, bytes) != layer_sums[current][number]) {
                        first_different = number;
                    }
                }
                #endif
                """).toString();
    }

    private String functions() {
        String state = program.stateBytes() > 0 ? "    twinbit_reset(state);\n" : "";
        return """

                static void fill(void *to, const TWINBIT_FLASH uint8_t *from, int32_t bytes)
                {
                    uint8_t *at = to;
                    int32_t i;
                    for (i = 0; i < bytes; i++) {
                        at[i] = from[i];
                    }
                }

                /* Looks for the first byte that differs, if none was found before. */
                static void compare(
                    twinbit_known_answer *answer, int32_t output, const void *got, const TWINBIT_FLASH uint8_t *expected,
                    int32_t bytes)
                {
                    const uint8_t *at = got;
                    int32_t i;
                    for (i = 0; i < bytes && answer->output < 0; i++) {
                        if (at[i] != expected[i]) {
                            answer->output = output;
                            answer->byte = i;
                            answer->expected = expected[i];
                            answer->got = at[i];
                        }
                    }
                }

                static void run(%1$s, twinbit_known_answer *answer)
                {
                    int32_t i = answer->vector;
                %2$s    answer->status = twinbit_run(%3$s);
                    if (answer->status == TWINBIT_OK) {
                %4$s    }
                }

                int32_t twinbit_self_test(%1$s, twinbit_report report)
                {
                    int32_t different = 0;
                    int32_t i;
                %5$s    for (i = 0; i < TWINBIT_KNOWN_ANSWERS; i++) {
                        twinbit_known_answer answer = {0, 0, -1, 0, 0, 0, 0};
                        answer.vector = i;
                #ifdef TWINBIT_CHECK_LAYERS
                        current = i;
                        first_different = -1;
                #endif
                        run(%3$s, &answer);
                #ifdef TWINBIT_CHECK_LAYERS
                        answer.layer = first_different < 0 ? 0 : layer_names[first_different];
                #endif
                        if (answer.status != TWINBIT_OK || answer.output >= 0 || answer.layer) {
                            different++;
                        }
                        if (report) {
                            report(&answer);
                        }
                    }
                    return different;
                }
                """.formatted(
                        HeaderSource.parameters(program),
                        calls("input", "    fill(twinbit_%1$s(arena), %1$s[i], TWINBIT_%2$s_BYTES);\n"),
                        HeaderSource.arguments(program).replace("&", ""),
                        calls("output", "        compare(answer, %3$d, twinbit_%1$s(arena), %1$s[i], TWINBIT_%2$s_BYTES);\n"),
                        state);
    }

    private String calls(String role, String format) {
        return tensors.stream()
                .filter(tensor -> tensor.role().equals(role))
                .map(tensor -> format.formatted(tensor.lower(), tensor.upper(), tensor.index()))
                .collect(Collectors.joining());
    }
}
