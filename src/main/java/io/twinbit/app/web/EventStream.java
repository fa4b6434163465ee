package io.twinbit.app.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.twinbit.app.status.Snapshot;
import io.twinbit.app.status.Watch;
import io.twinbit.app.status.WatchedDevice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Server-sent events: one thread a client, at most {@value #MAX_CLIENTS}; one who does not read is dropped. */
final class EventStream implements HttpHandler {
    static final int MAX_CLIENTS = 32;
    private static final int MAX_DEVICE_BYTES = 128;

    private final Supplier<Snapshot> newest;
    private final RenderedSnapshot rendered;
    private final Watch watch;
    private final Deadline deadline;
    private final Semaphore places = new Semaphore(MAX_CLIENTS);

    EventStream(Supplier<Snapshot> newest, RenderedSnapshot rendered, Watch watch, Deadline deadline) {
        this.newest = newest;
        this.rendered = rendered;
        this.watch = watch;
        this.deadline = deadline;
    }

    @Override
    public void handle(HttpExchange http) throws IOException {
        Map<String, String> query;
        try {
            query = Query.parse(http.getRequestURI().getRawQuery());
        } catch (IllegalArgumentException e) {
            Reply.error(http, 400, "query: " + e.getMessage());
            return;
        }
        String pipeline = query.get("pipeline");
        String device = query.get("device");
        if (pipeline != null && !hasPipeline(pipeline)) {
            Reply.error(http, 404, "no pipeline '" + pipeline + "'");
        } else if (device != null && (pipeline == null || !isLevel(device))) {
            Reply.error(http, 400, "a device is 1 to " + MAX_DEVICE_BYTES + " bytes, and its pipeline is named too");
        } else {
            streamIfThereIsRoom(http, pipeline, device);
        }
    }

    private boolean hasPipeline(String name) {
        return newest.get().pipelines().stream().anyMatch(p -> p.name().equals(name));
    }

    private static boolean isLevel(String device) {
        return !device.isEmpty() && device.getBytes(StandardCharsets.UTF_8).length <= MAX_DEVICE_BYTES;
    }

    private void streamIfThereIsRoom(HttpExchange http, @Nullable String pipeline, @Nullable String device)
            throws IOException {
        if (!places.tryAcquire()) {
            http.getResponseHeaders().set("Retry-After", "5");
            Reply.error(http, 503, MAX_CLIENTS + " event streams are open, which is the most there can be");
            return;
        }
        try {
            stream(http, pipeline, device);
        } finally {
            places.release();
        }
    }

    private void stream(HttpExchange http, @Nullable String pipeline, @Nullable String device) throws IOException {
        http.getResponseHeaders().set("Content-Type", "text/event-stream");
        if (http.getRequestMethod().equals("HEAD")) {
            http.sendResponseHeaders(200, -1);
            return;
        }
        http.sendResponseHeaders(200, 0);
        EventClient client = new EventClient(http.getResponseBody(), rendered, deadline);
        if (pipeline == null || device == null) {
            client.serve(null, watch);
        } else {
            try (WatchedDevice watched = watch.open(pipeline, device)) {
                client.serve(watched, watch);
            }
        }
    }
}
