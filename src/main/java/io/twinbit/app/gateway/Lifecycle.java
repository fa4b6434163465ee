package io.twinbit.app.gateway;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts parts in order and stops those that were started in reverse, all within one bound. A part that does not stop, or
 * fails to, keeps nobody from stopping the others; the first failure is thrown at the end with the later ones suppressed.
 */
public final class Lifecycle implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

    /** Something that is done once at the start or at the stop. */
    @FunctionalInterface
    public interface Action {
        void run() throws Exception;
    }

    private record Part(String name, Action stop) {}

    /** What a part gets when those before it have used up the bound. */
    private static final long GRACE_NS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Duration stopWithin;
    private final Deque<Part> started = new ArrayDeque<>();

    /** Nothing to stop yet. */
    public Lifecycle(Duration stopWithin) {
        this.stopWithin = stopWithin;
    }

    /** Starts a part; when that fails, the ones before are stopped and the failure is thrown. */
    public void start(String name, Action start, Action stop) {
        try {
            start.run();
            started.push(new Part(name, stop));
        } catch (Exception e) {
            closeAfter(e);
            throw e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException("cannot start " + name, e);
        }
    }

    private void closeAfter(Exception cause) {
        try {
            close();
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        long deadlineNs = System.nanoTime() + stopWithin.toNanos();
        @Nullable IllegalStateException first = null;
        while (!started.isEmpty()) {
            Part part = started.pop();
            Throwable failure = stop(part, deadlineNs - System.nanoTime());
            if (failure != null) {
                var named = new IllegalStateException(part.name() + " did not stop cleanly: " + failure.getMessage(), failure);
                if (first == null) {
                    first = named;
                } else {
                    first.addSuppressed(named);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private static @Nullable Throwable stop(Part part, long withinNs) {
        LOG.debug("stopping {}", part.name());
        FutureTask<@Nullable Void> task = new FutureTask<>(() -> {
            part.stop().run();
            return null;
        });
        Thread thread = Thread.ofVirtual().name("stop-" + part.name()).start(task);
        try {
            task.get(Math.max(GRACE_NS, withinNs), TimeUnit.NANOSECONDS);
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (TimeoutException e) {
            thread.interrupt();
            return e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e;
        }
    }
}
