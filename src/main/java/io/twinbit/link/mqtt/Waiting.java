package io.twinbit.link.mqtt;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How one connection waits for its broker: within a time, while the connection holds and while somebody wants it. Any
 * thread may lose the connection; the first reason counts.
 */
final class Waiting {
    private final CompletableFuture<String> lost = new CompletableFuture<>();
    private final long timeoutMs;
    private final CompletableFuture<?> giveUp;
    private final Runnable changed;

    /**
     * Waits for a connection that is not lost yet.
     *
     * @param changed runs when the connection is lost
     */
    Waiting(long timeoutMs, CompletableFuture<?> giveUp, Runnable changed) {
        this.timeoutMs = timeoutMs;
        this.giveUp = giveUp;
        this.changed = changed;
    }

    void lose(String reason) {
        lost.complete(reason);
        changed.run();
    }

    boolean isLost() {
        return lost.isDone();
    }

    /** Why the connection is lost; the reason may come a little after it is. */
    String lostBecause() {
        return lost.completeOnTimeout("connection ended", Connection.LEAVE_MS, TimeUnit.MILLISECONDS).join();
    }

    /** The broker's answer; or why there will be none: it is late, the connection is lost, or nobody wants it any more. */
    <T> T forAnswer(CompletableFuture<T> answer, String packet) throws LinkDownException {
        return forAnswer(answer, packet, timeoutMs, CompletableFuture.anyOf(lost, giveUp));
    }

    /** As above for a connection that is about to be left, which nobody wants any more. */
    <T> T forLastAnswer(CompletableFuture<T> answer, String packet) throws LinkDownException {
        return forAnswer(answer, packet, Connection.LEAVE_MS, lost);
    }

    private <T> T forAnswer(CompletableFuture<T> answer, String packet, long withinMs, CompletableFuture<?> end)
            throws LinkDownException {
        try {
            CompletableFuture.anyOf(answer, end).get(withinMs, TimeUnit.MILLISECONDS);
            if (answer.isDone()) {
                return answer.get();
            }
            throw new LinkDownException(lost.getNow("not wanted any more"));
        } catch (ExecutionException e) {
            throw new LinkDownException(Reasons.of(e.getCause() == null ? e : e.getCause()));
        } catch (TimeoutException e) {
            throw new LinkDownException(packet + " was not answered within " + withinMs + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LinkDownException("interrupted");
        }
    }
}
