package io.twinbit.nn.emit;

import io.twinbit.nn.lower.Program;
import io.twinbit.nn.tensor.Quantization;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@code <name>.h}: all that a caller needs. */
final class HeaderSource {
    private final ExportOptions options;
    private final Program program;
    private final List<CTensor> tensors;
    private final int arenaBytes;

    HeaderSource(ExportOptions options, Program program, List<CTensor> tensors, int arenaBytes) {
        this.options = options;
        this.program = program;
        this.tensors = tensors;
        this.arenaBytes = arenaBytes;
    }

    String text() {
        return """
                /*
                %s
                 */
                #ifndef TWINBIT_H
                #define TWINBIT_H

                #include <stdint.h>

                #include "twinbit_quantize.h"

                #ifdef __cplusplus
                extern "C" {
                #endif

                #define TWINBIT_ARITHMETIC_ID "%s"
                #define TWINBIT_PROFILE "%s"
                #define TWINBIT_TOOL_VERSION "%s"
                #define TWINBIT_ARENA_BYTES %d
                #define TWINBIT_STATE_BYTES %d
                #define TWINBIT_INPUTS %d
                #define TWINBIT_OUTPUTS %d

                /* What twinbit_run returns. */
                #define TWINBIT_OK 0
                #define TWINBIT_NO_ARENA 1 /* a pointer is null, or not aligned as the type asks */
                #define TWINBIT_BAD_INDEX 2 /* an index tensor points out of its data; outputs are not valid */

                /* Working space of one run; between runs it may be used for anything else. */
                typedef union {
                    int64_t align;
                    uint8_t bytes[TWINBIT_ARENA_BYTES];
                } twinbit_arena;

                %s/* One inference. */
                int twinbit_run(%s);

                %s#ifdef __cplusplus
                }
                #endif

                #endif
                """.formatted(
                        overview(),
                        program.arithmeticId(),
                        options.profile(),
                        options.toolVersion(),
                        arenaBytes,
                        program.stateBytes(),
                        program.inputs().size(),
                        program.outputs().size(),
                        state(),
                        parameters(program),
                        tensors.stream().map(this::tensor).collect(Collectors.joining()));
    }

    /** Of {@code twinbit_run}. */
    static String parameters(Program program) {
        return program.stateBytes() > 0 ? "twinbit_arena *arena, twinbit_state *state" : "twinbit_arena *arena";
    }

    /** The arguments for these where both are objects of these names. */
    static String arguments(Program program) {
        return program.stateBytes() > 0 ? "&arena, &state" : "&arena";
    }

    private String overview() {
        String lines = """
                %s, a quantized neural network as C99, exported by Twinbit %s for the profile %s.

                %s

                Keep a twinbit_arena%s. For each inference fill the inputs in the arena, call twinbit_run, and read
                the outputs in the arena. Inputs are overwritten by a run. Several arenas may run at the same time.

                    %s *in = twinbit_input_0(&arena);    %s
                    if (twinbit_run(%s) == TWINBIT_OK) { ... twinbit_output_0(&arena)[i] ... }

                With the same arithmetic_id, %s, a gateway gives the same bits.
                """.formatted(
                        CTensor.commentable(options.title()),
                        options.toolVersion(),
                        options.profile(),
                        tensors.stream().map(HeaderSource::line).collect(Collectors.joining("\n")),
                        program.stateBytes() > 0 ? " and a twinbit_state, and call twinbit_reset(&state) once" : "",
                        tensors.getFirst().type(),
                        tensors.getFirst().isQuantized() ? "in[i] = twinbit_quantize_input_0(x[i]);" : "in[i] = x[i];",
                        arguments(program),
                        program.arithmeticId());
        return lines.lines().map(line -> (" * " + line).stripTrailing()).collect(Collectors.joining("\n"));
    }

    private static String line(CTensor tensor) {
        String meaning = tensor.isQuantized()
                ? ", real = " + tensor.spec().quantization().scale() + " * (q - "
                        + tensor.spec().quantization().zeroPoint() + ")"
                : "";
        return "%s %d: %s%s".formatted(
                tensor.role().equals("input") ? "Input" : "Output", tensor.index(),
                CTensor.describe(tensor.spec()), meaning);
    }

    private String state() {
        if (program.stateBytes() == 0) {
            return "";
        }
        return """
                /* What the network remembers from one run to the next; one for each stream of inputs. */
                typedef union {
                    int64_t align;
                    uint8_t bytes[TWINBIT_STATE_BYTES];
                } twinbit_state;

                /* Forgets all runs so far. */
                void twinbit_reset(twinbit_state *state);

                """;
    }

    private String tensor(CTensor tensor) {
        String constness = tensor.role().equals("input") ? "" : "const ";
        return """
                /* %s */
                #define TWINBIT_%2$s_ELEMENTS %3$d
                #define TWINBIT_%2$s_BYTES %4$d
                static inline %5$s%6$s *twinbit_%7$s(%5$stwinbit_arena *arena)
                {
                    return (%5$s%6$s *)(%5$svoid *)(arena->bytes + %8$d);
                }

                %9$s""".formatted(
                        line(tensor),
                        tensor.upper(),
                        tensor.spec().shape().elements(),
                        tensor.spec().bytes(),
                        constness,
                        tensor.type(),
                        tensor.lower(),
                        tensor.slot().offset() - program.stateBytes(),
                        tensor.isQuantized() ? quantization(tensor) : "");
    }

    private static String quantization(CTensor tensor) {
        Quantization quantization = tensor.spec().quantization();
        String upper = tensor.type().replace("_t", "_").toUpperCase(Locale.ROOT);
        return """
                #define TWINBIT_%1$s_SCALE %2$sf
                #define TWINBIT_%1$s_ZERO_POINT (%3$d)
                static inline %4$s twinbit_quantize_%5$s(float real)
                {
                    return (%4$s)twinbit_quantize(
                        real, TWINBIT_%1$s_SCALE, TWINBIT_%1$s_ZERO_POINT, %6$s, %7$sMAX);
                }
                static inline float twinbit_dequantize_%5$s(%4$s integer)
                {
                    return twinbit_dequantize(integer, TWINBIT_%1$s_SCALE, TWINBIT_%1$s_ZERO_POINT);
                }

                """.formatted(
                        tensor.upper(),
                        Float.toString(quantization.scale()),
                        quantization.zeroPoint(),
                        tensor.type(),
                        tensor.lower(),
                        upper.startsWith("U") ? "0" : upper + "MIN",
                        upper);
    }
}
