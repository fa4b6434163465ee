package io.twinbit.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where logs go. For every command that is standard error, so that nothing but the answer is on standard output; the
 * daemon has no answer and logs to standard output, with the journal's priority prefixes (sd-daemon(3)) when that is
 * where standard output leads. Sets the properties that {@code logback.xml} reads, so it has to come before the first
 * logger.
 */
final class LogOutput {
    private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");

    private LogOutput() {}

    /** Only what somebody should act on, for commands that say themselves what happens. */
    static void onlyWarnings() {
        System.getProperties().putIfAbsent("twinbit.log.level", "WARN");
    }

    static void toStandardOutput() {
        System.setProperty("twinbit.log.target", "System.out");
        if (isJournal(System.getenv().getOrDefault("JOURNAL_STREAM", ""), STANDARD_OUTPUT)) {
            System.setProperty("twinbit.log.format", "journal");
        }
    }

    /**
     * Whether a stream leads to the journal.
     *
     * @param journalStream device and inode of the journal's end, {@code 8:1234} (systemd.exec(5)); a child of a service
     *     inherits the variable, but maybe not the stream, so the variable alone says nothing
     */
    static boolean isJournal(String journalStream, Path stream) {
        try {
            return journalStream.equals(Files.getAttribute(stream, "unix:dev") + ":" + Files.getAttribute(stream, "unix:ino"));
        } catch (IOException | UnsupportedOperationException e) {
            return false; // no such stream, or a system without a journal
        }
    }
}
