package io.twinbit.app.web;

import io.twinbit.testing.OptionalTool;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A headless Chromium, driven over its DevTools protocol; collects what the page complains of. */
final class Browser implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int CALL_TIMEOUT_S = 20;
    private static final List<String> FLAGS = List.of(
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
            "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
            "--remote-debugging-port=0", "about:blank");

    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final AtomicInteger lastCall = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> calls = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    /** Starts one with an empty profile in that folder; skips the test where there is none. */
    Browser(Path profile) throws IOException {
        Path chromium = OptionalTool.program("chromium", "apt-get install chromium");
        ProcessBuilder builder = new ProcessBuilder(chromium.toString(), "--user-data-dir=" + profile);
        builder.command().addAll(FLAGS);
        process = builder.redirectErrorStream(true)
                .redirectOutput(profile.resolveSibling(profile.getFileName() + ".log").toFile())
                .start();
        socket = http.newWebSocketBuilder().buildAsync(pageAddress(profile), new Listener()).join();
        for (String domain : List.of("Runtime", "Log", "Page")) {
            call(domain + ".enable", Map.of());
        }
    }

    private URI pageAddress(Path profile) {
        Path ports = profile.resolve("DevToolsActivePort");
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(ports) && Files.readAllLines(ports).size() > 1);
        return Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> findPage(ports), page -> page != null);
    }

    private @Nullable URI findPage(Path ports) throws IOException, InterruptedException {
        URI list = URI.create("http://127.0.0.1:" + Files.readAllLines(ports).getFirst() + "/json/list");
        for (JsonNode target : JSON.readTree(http.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString()).body())) {
            if (target.get("type").asString().equals("page")) {
                return URI.create(target.get("webSocketDebuggerUrl").asString());
            }
        }
        return null;
    }

    JsonNode call(String method, Map<String, ?> parameters) {
        int id = lastCall.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        calls.put(id, answer);
        socket.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true).join();
        return answer.orTimeout(CALL_TIMEOUT_S, TimeUnit.SECONDS).join();
    }

    /** Leaves the page that is open, and what it complained of. */
    void open(URI page) {
        complaints.clear();
        call("Page.navigate", Map.of("url", page.toString()));
    }

    /** Value of an expression in the page; text is the least surprising kind. */
    String evaluate(String expression) {
        JsonNode answer = call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        return answer.at("/result/value").asString("");
    }

    void await(String what, String expression) {
        Awaitility.await(what).pollInterval(Duration.ofMillis(10)).atMost(Duration.ofSeconds(20)).until(() -> evaluate(expression).equals("true"));
    }

    byte[] screenshot() {
        return Base64.getDecoder().decode(call("Page.captureScreenshot", Map.of()).get("data").asString());
    }

    /** Errors on the console, exceptions and refused resources since the page was opened. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        call("Browser.close", Map.of());
        for (ProcessHandle one : all) {
            one.onExit().orTimeout(10, TimeUnit.SECONDS).exceptionally(_ -> kill(one)).join();
        }
        socket.abort();
        http.close();
    }

    private static ProcessHandle kill(ProcessHandle process) {
        process.destroyForcibly();
        return process;
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                take(JSON.readTree(message.toString()));
                message.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void take(JsonNode event) {
            if (event.has("id")) {
                CompletableFuture<JsonNode> call = calls.remove(event.get("id").asInt());
                if (call != null) {
                    call.complete(event.path("result"));
                }
                return;
            }
            JsonNode parameters = event.path("params");
            boolean complaint = switch (event.path("method").asString("")) {
                case "Runtime.exceptionThrown" -> true;
                case "Runtime.consoleAPICalled" -> parameters.path("type").asString("").equals("error");
                case "Log.entryAdded" -> parameters.at("/entry/level").asString("").equals("error");
                default -> false;
            };
            if (complaint) {
                complaints.add(parameters.toString());
            }
        }
    }
}
