package io.twinbit.link;

/** Where a {@link Source} puts what it has received. Called on the source's thread only. */
@FunctionalInterface
public interface Inbox {
    /**
     * Takes a delivery, or returns false at once when it has no room; then the source offers it again later. Meanwhile
     * what needs no acknowledgement has a bounded place to wait, from which it is dropped and counted; anything else stays
     * un-acknowledged.
     */
    boolean offer(Delivery delivery);

    /**
     * Listening has begun, or begun again: what could not be heard before was no silence. A source says so at each
     * (re)connection, before it hands over what the connection brings. Who keeps no time need not listen.
     *
     * @param atUs wall clock, microseconds since 1970
     */
    default void resumed(long atUs) {}
}
