package io.twinbit.app.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every request passes: nothing but reading; on a loopback address only a local name as host, so that a foreign
 * page whose name was bound to 127.0.0.1 (DNS rebinding) reads nothing; headers that keep the page to itself.
 */
record Gate(boolean loopback, HttpHandler next) implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final Pattern LOCAL_HOST =
            Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);

    @Override
    public void handle(HttpExchange http) throws IOException {
        try (http) {
            protect(http.getResponseHeaders());
            admit(http);
        } catch (RuntimeException e) {
            LOG.error("a request for {} failed; this is a bug", http.getRequestURI(), e);
            throw e;
        }
    }

    private void admit(HttpExchange http) throws IOException {
        String method = http.getRequestMethod();
        String host = http.getRequestHeaders().getFirst("Host");
        if (!method.equals("GET") && !method.equals("HEAD")) {
            http.getResponseHeaders().set("Allow", "GET, HEAD");
            Reply.error(http, 405, method + " is not allowed: this interface only reads");
        } else if (loopback && !isLocal(host)) {
            Reply.error(http, 403, "host '" + host + "' is not this machine; use localhost, or set http.bind to another address");
        } else {
            next.handle(http);
        }
    }

    static boolean isLocal(@Nullable String host) {
        return host != null && LOCAL_HOST.matcher(host).matches();
    }

    private static void protect(Headers headers) {
        headers.set(
                "Content-Security-Policy",
                "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cache-Control", "no-store");
    }
}
