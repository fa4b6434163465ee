package io.twinbit.link.mqtt;

import io.twinbit.link.mqtt.LinkStatus.Counter;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of a link: connect, serve until the connection is lost, wait ({@link Backoff}), again, until it is closed. All
 * that happens to a link happens on it, so its parts need no locks; other threads only {@link #wake} it.
 */
final class ConnectionLoop {
    private static final Logger LOG = LoggerFactory.getLogger("io.twinbit.link.mqtt");
    /** For what a link may need to leave after its drain: a last message, the good-bye, Paho's end. */
    private static final long END_MS = 3 * Connection.LEAVE_MS;

    /** What differs between the links. All but {@link #isDrained} is called on the loop's thread. */
    interface Role {
        /** A new connection, ready to serve. */
        Connection connect(CompletableFuture<?> giveUp) throws LinkDownException;

        /** Does what is due and returns how long to rest unless woken; 0 to go on at once. */
        long turnNs(Connection connection) throws LinkDownException;

        /** Whether a closing link has nothing to wait for; any thread. */
        boolean isDrained();

        /** The link closes while the connection is up. */
        void leave(Connection connection);

        /** The connection, or the attempt at one, has ended. */
        void ended();
    }

    private final Role role;
    private final LinkStatus status;
    private final Thread thread;
    private final Backoff backoff = new Backoff(new SecureRandom());
    private final CompletableFuture<Void> giveUp = new CompletableFuture<>();
    private volatile boolean closing;
    private volatile long closeAtNs;

    ConnectionLoop(String name, Role role, LinkStatus status) {
        this.role = role;
        this.status = status;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void wake() {
        LockSupport.unpark(thread);
    }

    /** Serves on for up to {@code drainMs} until the role is drained, then leaves; returns when the thread has ended. */
    void close(long drainMs) {
        closeAtNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(drainMs);
        closing = true;
        if (thread.getState() == Thread.State.NEW) {
            status.closed();
            return;
        }
        wake();
        if (!role.isDrained()) {
            join(drainMs);
        }
        giveUp.complete(null);
        wake();
        join(END_MS);
        if (thread.isAlive()) {
            LOG.error("{} did not end within {} ms after its drain", thread.getName(), END_MS);
        }
    }

    private void join(long ms) {
        try {
            thread.join(Math.max(1, ms));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!isFinished()) {
            long heldMs = attempt();
            rest(backoff.nextMs(heldMs));
        }
        status.closed();
    }

    boolean isClosing() {
        return closing;
    }

    private boolean isFinished() {
        return closing && (giveUp.isDone() || role.isDrained() || System.nanoTime() - closeAtNs >= 0);
    }

    /** One connection from its beginning to its end: how long it served. */
    private long attempt() {
        long upAtNs = 0;
        try (Connection connection = role.connect(giveUp)) {
            upAtNs = System.nanoTime();
            status.count(Counter.CONNECTS);
            status.up(connection.firstExpiry());
            serve(connection);
            role.leave(connection);
        } catch (LinkDownException e) {
            failed(upAtNs, e.reason());
        } catch (RuntimeException e) {
            LOG.error("{}: a bug ended the connection", thread.getName(), e);
            failed(upAtNs, "a bug: " + e);
        } finally {
            role.ended();
        }
        return upAtNs == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - upAtNs);
    }

    private void failed(long upAtNs, String reason) {
        if (upAtNs != 0) {
            status.count(Counter.LOST_CONNECTIONS);
        }
        if (!isFinished()) {
            status.down(reason);
        }
    }

    private void serve(Connection connection) throws LinkDownException {
        while (!isFinished()) {
            if (!connection.isUp()) {
                throw new LinkDownException(connection.lostBecause());
            }
            long restNs = role.turnNs(connection);
            if (restNs > 0) {
                status.remind();
                LockSupport.parkNanos(this, restNs);
            }
        }
    }

    /** Waits for the next attempt, or until nobody wants one any more. */
    private void rest(long ms) {
        try {
            if (!isFinished()) {
                giveUp.get(ms, TimeUnit.MILLISECONDS);
            }
        } catch (TimeoutException e) {
            // the next attempt is due
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }
}
