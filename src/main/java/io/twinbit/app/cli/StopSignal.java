package io.twinbit.app.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM, for commands that run until they are told to stop: the command waits here, stops in its own order,
 * and the process then ends with the command's status instead of the signal's.
 */
final class StopSignal {
    private static final long STOP_MS = 30_000;
    private static final CountDownLatch ASKED = new CountDownLatch(1);
    private static final CompletableFuture<Integer> ENDED = new CompletableFuture<>();

    private static volatile boolean listening;

    private StopSignal() {}

    /** Once, by the process's entry point; whoever runs a command inside another program keeps the signals. */
    static void install() {
        Runtime.getRuntime().addShutdownHook(new Thread(StopSignal::stop, "stop-signal"));
    }

    private static void stop() {
        if (listening) {
            ASKED.countDown();
            Runtime.getRuntime().halt(ENDED.completeOnTimeout(ExitCode.BUG.status(), STOP_MS, TimeUnit.MILLISECONDS).join());
        }
    }

    /** Waits for the signal, which from the first call on only asks; false when {@code timeoutMs} passed without one. */
    static boolean await(long timeoutMs) throws InterruptedException {
        listening = true;
        return ASKED.await(timeoutMs, TimeUnit.MILLISECONDS);
    }

    /** The last word of the process. */
    static void exit(int status) {
        ENDED.complete(status);
        System.exit(status);
    }
}
