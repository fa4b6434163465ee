package io.twinbit.app.web;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.twinbit.app.status.Snapshot;
import io.twinbit.app.status.Watch;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The page and the status interface of section 6 of the wire contract: read-only, from snapshots and watched devices, so
 * that no request can touch a pipeline. Each request has a virtual thread; connections, event streams and the time of a
 * write are bounded.
 */
public final class WebServer implements AutoCloseable {
    private static final String MAX_CONNECTIONS = "128";
    private static final String MAX_REQUEST_S = "10";
    private static final int BACKLOG_CONNECTIONS = 64;

    static {
        // bounds that the JDK's server takes from the system's properties only, when its first instance is made
        setDefault("jdk.httpserver.maxConnections", MAX_CONNECTIONS);
        setDefault("sun.net.httpserver.maxReqTime", MAX_REQUEST_S);
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final Deadline deadline;

    private WebServer(HttpServer server, Supplier<Snapshot> newest, Watch watch) {
        this.server = server;
        this.threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());
        this.deadline = new Deadline();
        boolean loopback = server.getAddress().getAddress().isLoopbackAddress();
        server.setExecutor(threads);
        server.createContext("/", new Gate(loopback, new Routes(routes(newest, watch))));
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private Map<String, HttpHandler> routes(Supplier<Snapshot> newest, Watch watch) {
        RenderedSnapshot rendered = new RenderedSnapshot(newest);
        Map<String, HttpHandler> routes = new HashMap<>();
        StaticFiles.all().forEach((path, file) -> routes.put(path, deadline.around(file)));
        routes.put("/api/v1/status", deadline.around(http -> Reply.json(http, 200, rendered.newest())));
        routes.put("/api/v1/events", new EventStream(newest, rendered, watch, deadline));
        routes.put("/healthz", deadline.around(http -> Reply.text(http, 200, "ok")));
        routes.put("/readyz", deadline.around(new Readiness(newest)));
        return routes;
    }

    /**
     * Binds and serves.
     *
     * @param bind host name or address to listen on
     * @param port to listen on; 0 picks a free one
     * @throws WebServerException when that address or port cannot be had
     */
    public static WebServer start(String bind, int port, Supplier<Snapshot> newest, Watch watch) {
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(bind), port);
            WebServer server = new WebServer(HttpServer.create(address, BACKLOG_CONNECTIONS), newest, watch);
            server.server.start();
            return server;
        } catch (UnknownHostException e) {
            throw new WebServerException("http.bind: '" + bind + "' is no address of this machine; use 127.0.0.1, or 0.0.0.0 for all", e);
        } catch (BindException e) {
            throw new WebServerException("http.port: cannot listen on port " + port + " of " + bind + " (" + e.getMessage()
                    + "); choose another http.port (demo: --port), 0 for a free one, or another http.bind", e);
        } catch (IOException e) {
            throw new WebServerException("http: cannot listen on port " + port + " of " + bind + ": " + e.getMessage(), e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Address of the page, as this machine's browser reaches it. */
    public URI address() {
        InetAddress bound = server.getAddress().getAddress();
        String host = bound.isAnyLocalAddress() || bound.isLoopbackAddress() ? "localhost" : bound.getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port() + "/");
    }

    /** Ends all event streams and frees the port. */
    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
        deadline.close();
    }
}
