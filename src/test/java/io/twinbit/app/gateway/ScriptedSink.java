package io.twinbit.app.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.twinbit.link.LinkState;
import io.twinbit.link.OutboundMessage;
import io.twinbit.link.Sink;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes up to {@code window} unconfirmed messages; the test confirms, unless the sink does at once. */
final class ScriptedSink implements Sink {
    final List<String> sent = new CopyOnWriteArrayList<>();
    volatile int window = Integer.MAX_VALUE;
    volatile boolean confirmsAtOnce;
    private final Queue<Runnable> unconfirmed = new ConcurrentLinkedQueue<>();

    /** False when there is nothing to confirm. */
    boolean confirmOne() {
        Runnable oldest = unconfirmed.poll();
        if (oldest != null) {
            oldest.run();
        }
        return oldest != null;
    }

    void confirmNewest() {
        List<Runnable> all = List.copyOf(unconfirmed);
        unconfirmed.remove(all.getLast());
        all.getLast().run();
    }

    @Override
    public void start() {}

    @Override
    public boolean trySend(OutboundMessage message, Runnable confirmed) {
        if (unconfirmed.size() >= window) {
            return false;
        }
        sent.add(new String(message.payload(), UTF_8));
        if (confirmsAtOnce) {
            confirmed.run();
        } else {
            unconfirmed.add(confirmed);
        }
        return true;
    }

    @Override
    public LinkState state() {
        return new LinkState("sink", "", LinkState.Phase.UP, 0, null, Map.of());
    }

    @Override
    public void close(long drainMs) {}
}
