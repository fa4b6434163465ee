package io.twinbit.app.cli;

import picocli.CommandLine.Help.Ansi;

/**
 * What the standard streams lead to. The JVM cannot tell for each of them, so the launcher does: the system property
 * {@code twinbit.terminal} names those of {@code out} and {@code err} that are a terminal.
 */
final class Terminal {
    private static final String STREAMS = System.getProperty("twinbit.terminal", "");

    private Terminal() {}

    static boolean isOut() {
        return STREAMS.contains("out");
    }

    static boolean isErr() {
        return STREAMS.contains("err");
    }

    /** Whether what was printed can be written over. */
    static boolean isLive() {
        return isOut() && !isDumb();
    }

    private static boolean isDumb() {
        return "dumb".equals(System.getenv("TERM"));
    }

    /** Colour only where both streams are a terminal, and never with {@code NO_COLOR} (no-color.org) or a dumb one. */
    static Ansi ansi() {
        String noColour = System.getenv("NO_COLOR");
        boolean plain = (noColour != null && !noColour.isEmpty()) || isDumb();
        return isOut() && isErr() && !plain ? Ansi.ON : Ansi.OFF;
    }
}
