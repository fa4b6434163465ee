package io.twinbit.app.gateway;

import io.twinbit.flow.signal.Message;
import io.twinbit.link.journal.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.util.Set;

/** Where messages go that did not become samples, and stay. Any thread. */
final class DeadLetters implements Closeable {
    static DeadLetters open(Storage storage, long maxBytes) throws IOException {
        return new DeadLetters();
    }

    /** @param offset of the offending byte in the payload; -1 when there is none */
    void append(String pipeline, Message message, String cause, int offset, String detail) throws IOException {}

    void force() throws IOException {}

    /** Positions of this pipeline's letters of that cause. */
    Set<Long> positions(String pipeline, String cause) {
        return Set.of();
    }

    @Override
    public void close() throws IOException {}
}
