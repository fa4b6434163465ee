package io.twinbit.app.cli;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/**
 * How far long work is, on one line of standard error that is written over. Only where that is a terminal and standard
 * output is not: there the answer itself shows it.
 */
final class Progress implements AutoCloseable {
    private static final long INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(200);
    /** Back to the line's start, and the rest of it deleted (ECMA-48 EL). */
    private static final String CLEAR = "\r\033[K";

    private final PrintWriter err;
    private final boolean shown;
    private long nextNs = System.nanoTime() + INTERVAL_NS;
    private boolean dirty;

    private Progress(PrintWriter err, boolean shown) {
        this.err = err;
        this.shown = shown;
    }

    static Progress on(CommandSpec command) {
        return new Progress(command.commandLine().getErr(), Terminal.isErr() && !Terminal.isOut());
    }

    /** Says it if it is time to; cheap enough to be called for every message, from any thread. */
    synchronized void show(Supplier<String> text) {
        if (shown && System.nanoTime() - nextNs >= 0) {
            err.print(CLEAR + text.get());
            err.flush();
            dirty = true;
            nextNs = System.nanoTime() + INTERVAL_NS;
        }
    }

    @Override
    public void close() {
        if (dirty) {
            err.print(CLEAR);
            err.flush();
        }
    }
}
