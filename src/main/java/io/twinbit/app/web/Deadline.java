package io.twinbit.app.web;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Ends what takes too long: whoever does not read what we write must not hold a thread and a connection. The thread is
 * interrupted, which closes the channel it writes to.
 */
final class Deadline implements AutoCloseable {
    static final int WRITE_TIMEOUT_S = 5;

    /** Something that writes to a client. */
    @FunctionalInterface
    interface Write {
        void run() throws IOException;
    }

    private final ScheduledThreadPoolExecutor clock =
            new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("http-deadline").factory());

    Deadline() {
        clock.setRemoveOnCancelPolicy(true);
    }

    void write(Write write) throws IOException {
        Future<?> end = clock.schedule(Thread.currentThread()::interrupt, WRITE_TIMEOUT_S, TimeUnit.SECONDS);
        try {
            write.run();
        } finally {
            end.cancel(false);
        }
    }

    /** A handler whose whole answer has to be written in time. */
    HttpHandler around(HttpHandler handler) {
        return http -> write(() -> handler.handle(http));
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
