package io.twinbit.nn.emit;

import io.twinbit.nn.lower.Program;
import java.util.List;
import java.util.stream.Collectors;

/** {@code <name>_main.c}: a program for hosts, and for targets with files. */
final class MainSource {
    private MainSource() {}

    static String text(Program program, List<CTensor> tensors) {
        String state = program.stateBytes() > 0 ? "static twinbit_state state;\n" : "";
        String reset = program.stateBytes() > 0 ? "    twinbit_reset(&state);\n" : "";
        return """
                /*
                 * A program around the network: without arguments it checks the known answers; with a raw tensor file for each input
                 * and then each output it reads and writes these, one invocation after another. Firmware leaves this file out.
                 */
                #include <stdio.h>
                #include <string.h>

                #include "twinbit_known_answers.h"

                #define FILES (TWINBIT_INPUTS + TWINBIT_OUTPUTS)
                #define USAGE 64
                #define BAD_DATA 65
                #define NO_FILE 66

                static twinbit_arena arena;
                %1$s
                static void print(const twinbit_known_answer *answer)
                {
                    printf("vector %%ld: ", (long)answer->vector);
                    if (answer->status != TWINBIT_OK) {
                        printf("twinbit_run returned %%d", answer->status);
                    } else if (answer->output < 0) {
                        printf("ok");
                    } else {
                        printf(
                            "output %%ld differs at byte %%ld: expected %%d, got %%d", (long)answer->output, (long)answer->byte,
                            answer->expected, answer->got);
                    }
                    if (answer->layer) {
                        printf("; first different layer: %%s", answer->layer);
                    }
                    printf("\\n");
                }

                static int self_test(void)
                {
                    int32_t different = twinbit_self_test(%2$s, print);
                    printf("%%ld of %%d known answers differ\\n", (long)different, TWINBIT_KNOWN_ANSWERS);
                    return different == 0 ? 0 : 1;
                }

                /* 1 for a whole tensor, 0 at the end of the file, -1 in the midst of a tensor. */
                static int read_tensor(FILE *file, void *tensor, size_t bytes)
                {
                    size_t got = fread(tensor, 1, bytes, file);
                    return got == bytes ? 1 : (got == 0 ? 0 : -1);
                }

                /* 1 if every input has one more invocation, 0 if none has, -1 if they do not agree. */
                static int read_inputs(FILE **files)
                {
                    int whole = 0;
                    int partial = 0;
                    int status[TWINBIT_INPUTS];
                    int i;
                %3$s    for (i = 0; i < TWINBIT_INPUTS; i++) {
                        whole += status[i] == 1;
                        partial += status[i] < 0;
                    }
                    if (partial > 0 || (whole != 0 && whole != TWINBIT_INPUTS)) {
                        return -1;
                    }
                    return whole > 0;
                }

                static int write_outputs(FILE **files)
                {
                    int good = 1;
                %4$s    return good;
                }

                static int infer(FILE **files)
                {
                    int more = 0;
                %5$s    while ((more = read_inputs(files)) > 0) {
                        int status = twinbit_run(%2$s);
                        if (status != TWINBIT_OK) {
                            fprintf(stderr, "twinbit_run returned %%d\\n", status);
                            return BAD_DATA;
                        }
                        if (!write_outputs(files)) {
                            fprintf(stderr, "an output cannot be written\\n");
                            return NO_FILE;
                        }
                    }
                    if (more < 0) {
                        fprintf(stderr, "the input files do not hold the same number of whole tensors\\n");
                        return BAD_DATA;
                    }
                    return 0;
                }

                int main(int argc, char **argv)
                {
                    FILE *files[FILES];
                    int status = 0;
                    int opened;
                    if (argc <= 1) {
                        return self_test();
                    }
                    if (argc != 1 + FILES) {
                        fprintf(stderr, "%%d input and %%d output files expected\\n", TWINBIT_INPUTS, TWINBIT_OUTPUTS);
                        return USAGE;
                    }
                    for (opened = 0; opened < FILES && status == 0; opened++) {
                        files[opened] = fopen(argv[1 + opened], opened < TWINBIT_INPUTS ? "rb" : "wb");
                        if (!files[opened]) {
                            fprintf(stderr, "%%s cannot be opened\\n", argv[1 + opened]);
                            status = NO_FILE;
                            break;
                        }
                    }
                    if (status == 0) {
                        status = infer(files);
                    }
                    while (opened-- > 0) {
                        if (fclose(files[opened]) != 0 && status == 0) {
                            fprintf(stderr, "%%s cannot be written\\n", argv[1 + opened]);
                            status = NO_FILE;
                        }
                    }
                    return status;
                }
                """.formatted(
                        state,
                        HeaderSource.arguments(program),
                        calls(tensors, "input",
                                "    status[%1$d] = read_tensor(files[%1$d], twinbit_%2$s(&arena), TWINBIT_%3$s_BYTES);\n"),
                        calls(tensors, "output",
                                "    good &= fwrite(twinbit_%2$s(&arena), 1, TWINBIT_%3$s_BYTES, files[TWINBIT_INPUTS + %1$d])"
                                        + "\n        == TWINBIT_%3$s_BYTES;\n"),
                        reset);
    }

    private static String calls(List<CTensor> tensors, String role, String format) {
        return tensors.stream()
                .filter(tensor -> tensor.role().equals(role))
                .map(tensor -> format.formatted(tensor.index(), tensor.lower(), tensor.upper()))
                .collect(Collectors.joining());
    }
}
