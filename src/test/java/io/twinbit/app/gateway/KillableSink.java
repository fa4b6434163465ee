package io.twinbit.app.gateway;

import io.twinbit.link.LinkState;
import io.twinbit.link.OutboundMessage;
import io.twinbit.link.Sink;

/** A sink that ends with its process's storage: nothing goes out any more, and nothing is heard of confirmations. */
record KillableSink(KillableStorage process, Sink sink) implements Sink {
    @Override
    public void start() {
        sink.start();
    }

    @Override
    public synchronized boolean trySend(OutboundMessage message, Runnable confirmed) {
        process.live();
        return sink.trySend(message, confirmed);
    }

    @Override
    public LinkState state() {
        return sink.state();
    }

    @Override
    public void close(long drainMs) {
        sink.close(drainMs);
    }
}
