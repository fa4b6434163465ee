package io.twinbit.nn.emit;

/** A program for targets without files: it runs the known answers and tells what came out. */
final class SelfTestSource {
    private SelfTestSource() {}

    /**
     * The body after the includes: memory, and a {@code report} for each answer.
     *
     * @param print how a line is printed, a format of C with its arguments following
     */
    static String memoryAndReport(PackageFiles files, String print) {
        return """
                static twinbit_arena arena;
                %s
                static void report(const twinbit_known_answer *answer)
                {
                    %s("vector %%ld: %%s\\n", (long)answer->vector, answer->status == TWINBIT_OK && answer->output < 0 ? "ok" : "differs");
                }
                """.formatted(files.hasState() ? "static twinbit_state state;\n" : "", print);
    }

    static String call(PackageFiles files) {
        return "twinbit_self_test(&arena, " + (files.hasState() ? "&state, " : "") + "report)";
    }
}
