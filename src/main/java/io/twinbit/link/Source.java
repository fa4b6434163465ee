package io.twinbit.link;

/** Where messages come from. It keeps trying while its peer is away and never gives up by itself. */
public interface Source extends AutoCloseable {
    /**
     * Starts delivering, in arrival order, from a thread of the source's own.
     *
     * @param inbox is told when listening begins (again), and is given what comes
     */
    void start(Inbox inbox);

    LinkState state();

    /**
     * Stops delivering, waits up to {@code drainMs} for the receipts of what was handed over, then closes. It leaves the
     * session as it is, so that the peer keeps what comes meanwhile and delivers again what has no receipt.
     */
    void close(long drainMs);

    @Override
    default void close() {
        close(0);
    }
}
