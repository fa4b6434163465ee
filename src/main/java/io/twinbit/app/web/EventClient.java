package io.twinbit.app.web;

import io.twinbit.app.status.Trace;
import io.twinbit.app.status.TraceWriter;
import io.twinbit.app.status.Watch;
import io.twinbit.app.status.WatchedDevice;
import io.twinbit.app.status.WatchedDevice.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One open event stream: {@code snapshot} once a second; of a watched device every {@code result} and, four times a
 * second, a new {@code signal}. When another client's device took this one's place, it is told once, by {@code displaced}.
 */
final class EventClient {
    private static final int TURN_MS = 250;
    private static final int TURNS_A_SNAPSHOT = 4;
    private static final byte[] RETRY = "retry: 2000\n\n".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream out;
    private final RenderedSnapshot rendered;
    private final Deadline deadline;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private @Nullable Trace sent;
    private long newestResult;
    private boolean displaced;

    EventClient(OutputStream out, RenderedSnapshot rendered, Deadline deadline) {
        this.out = out;
        this.rendered = rendered;
        this.deadline = deadline;
    }

    /** Serves until the client goes away, reads too slowly or the server closes. */
    void serve(@Nullable WatchedDevice watched, Watch watch) throws IOException {
        pending.writeBytes(RETRY);
        for (long turn = 0; !Thread.currentThread().isInterrupted(); turn++) {
            if (turn % TURNS_A_SNAPSHOT == 0) {
                event("snapshot", rendered.newest());
            }
            if (watched != null) {
                device(watched, watch);
            }
            send();
            pause();
        }
    }

    @SuppressWarnings("ReferenceEquality") // whether it is the very window that was sent, not one like it
    private void device(WatchedDevice watched, Watch watch) {
        if (!watch.devices().contains(watched)) {
            if (!displaced) {
                displaced = true;
                event("displaced", "{}".getBytes(StandardCharsets.US_ASCII));
            }
            return;
        }
        Trace trace = watched.newest();
        if (trace != null && trace != sent) {
            sent = trace;
            event("signal", TraceWriter.toJson(watched, trace));
        }
        for (Result result : watched.resultsAfter(newestResult)) {
            newestResult = result.number();
            event("result", result.json());
        }
    }

    /** A line break inside the data starts a further data line, as the format wants it. */
    private void event(String name, byte[] data) {
        pending.writeBytes(("event: " + name + "\ndata: ").getBytes(StandardCharsets.US_ASCII));
        for (byte b : data) {
            if (b == '\n') {
                pending.writeBytes("\ndata: ".getBytes(StandardCharsets.US_ASCII));
            } else if (b != '\r') {
                pending.write(b);
            }
        }
        pending.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
    }

    private void send() throws IOException {
        if (pending.size() > 0) {
            deadline.write(() -> {
                pending.writeTo(out);
                out.flush();
            });
            pending.reset();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(TURN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
