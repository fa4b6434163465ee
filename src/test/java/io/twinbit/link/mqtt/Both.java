package io.twinbit.link.mqtt;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** What came of one script of the broker's with Paho as it is, and with a link of ours. */
record Both<T>(T bare, T ours) {
    private static final int BARE_RUNS = 4;
    private static final Executor THREADS = task -> Thread.ofVirtual().name("script").start(task);

    /** What the broker does with a client, and what is seen of it. */
    interface Script<T> {
        T run(ScriptedBroker broker, Client client) throws Exception;
    }

    /**
     * Runs a script twice, side by side, each time with a broker of its own. A defect that needs a race may hide: the bare client
     * runs again, up to {@link #BARE_RUNS} times in all, until it shows.
     *
     * @param bare the client at an address, and {@code ours}
     */
    static <T> Both<T> of(Function<String, Client> bare, Function<String, Client> ours, Script<T> script) {
        CompletableFuture<T> first = CompletableFuture.supplyAsync(() -> run(bare, script), THREADS);
        CompletableFuture<T> second = CompletableFuture.supplyAsync(() -> run(ours, script), THREADS);
        T withBare = first.join();
        T withOurs = second.join();
        for (int i = 1; withBare.equals(withOurs) && i < BARE_RUNS; i++) {
            withBare = run(bare, script);
        }
        return new Both<>(withBare, withOurs);
    }

    private static <T> T run(Function<String, Client> clients, Script<T> script) {
        try (ScriptedBroker broker = new ScriptedBroker();
                Client client = clients.apply(broker.address())) {
            return script.run(broker, client);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
