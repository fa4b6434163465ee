package io.twinbit.app.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The page's files, read from the jar once. A browser keeps them and asks each time whether they are still the same. */
final class StaticFiles {
    private static final List<String> NAMES = List.of(
            "index.html", "style.css", "favicon.svg", "app.js", "stream.js", "signal.js", "decision.js", "devices.js",
            "panels.js", "palette.js", "text.js");

    private StaticFiles() {}

    /** Handlers by path; the page itself is at {@code /}. */
    static Map<String, HttpHandler> all() {
        Map<String, HttpHandler> files = new HashMap<>();
        for (String name : NAMES) {
            files.put(name.equals("index.html") ? "/" : "/" + name, StaticFile.read(name));
        }
        return files;
    }

    @SuppressWarnings("ArrayRecordComponent") // a file's bytes; never compared
    private record StaticFile(byte[] body, String type, String tag) implements HttpHandler {
        static StaticFile read(String name) {
            try (InputStream in = StaticFiles.class.getResourceAsStream("/web/" + name)) {
                if (in == null) {
                    throw new IllegalStateException("web/" + name + " is missing in the jar");
                }
                byte[] body = in.readAllBytes();
                return new StaticFile(body, typeOf(name), tagOf(body));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void handle(HttpExchange http) throws IOException {
            http.getResponseHeaders().set("Cache-Control", "no-cache");
            http.getResponseHeaders().set("ETag", tag);
            if (tag.equals(http.getRequestHeaders().getFirst("If-None-Match"))) {
                http.sendResponseHeaders(304, -1);
            } else {
                Reply.bytes(http, 200, type, body);
            }
        }
    }

    private static String typeOf(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> throw new IllegalStateException("no media type for " + name);
        };
    }

    private static String tagOf(byte[] body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
            return '"' + HexFormat.of().formatHex(hash, 0, 16) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
