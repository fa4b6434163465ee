package io.twinbit.link;

/** Where results go, at least once, in the order of {@link #trySend}. */
public interface Sink extends AutoCloseable {
    void start();

    /**
     * Takes a message into the bounded window of unconfirmed ones, or returns false at once when the window is full.
     * A message that was taken is sent again after a lost link until the peer confirms it.
     *
     * @param confirmed runs once, on a thread of the sink's, when the peer has confirmed
     */
    boolean trySend(OutboundMessage message, Runnable confirmed);

    LinkState state();

    /** Waits up to {@code drainMs} for what is unconfirmed, then closes; what stays unconfirmed is counted in the state. */
    void close(long drainMs);

    @Override
    default void close() {
        close(0);
    }
}
