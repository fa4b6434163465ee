package io.twinbit.link.mqtt;

/** Whom a script of the broker's meets: {@link BarePaho}, or a link of ours. */
interface Client extends AutoCloseable {
    /** Begins to connect, and goes on by itself. */
    void start();

    boolean isUp();

    /** Whether an attempt to connect has failed. */
    boolean hasFailed();

    /** Where its messages go. */
    Application application();

    /** Gives it a message to send; false when it refuses. */
    boolean send(String topic, String text);

    @Override
    void close();
}
