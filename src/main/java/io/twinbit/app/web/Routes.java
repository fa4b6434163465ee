package io.twinbit.app.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Map;

/** Finds the handler of a path by the whole path: the JDK's contexts match prefixes, which is more than we have. */
record Routes(Map<String, HttpHandler> byPath) implements HttpHandler {
    Routes {
        byPath = Map.copyOf(byPath);
    }

    @Override
    public void handle(HttpExchange http) throws IOException {
        String path = http.getRequestURI().getPath();
        HttpHandler handler = path == null ? null : byPath.get(path);
        if (handler == null) {
            Reply.error(http, 404, "nothing is at " + path + "; the page is at /, the status at /api/v1/status");
        } else {
            handler.handle(http);
        }
    }
}
