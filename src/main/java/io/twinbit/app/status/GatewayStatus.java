package io.twinbit.app.status;

/** The daemon itself. {@code startedUs} is wall clock in microseconds since 1970. */
public record GatewayStatus(String name, String version, long startedUs, long uptimeS, State state) {
    /** Where the daemon is in its life; only a running one takes messages. */
    public enum State {
        STARTING,
        RUNNING,
        STOPPING
    }
}
