package io.twinbit.app.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.app.status.DeviceStatus;
import io.twinbit.app.status.SampleStatus;
import io.twinbit.app.status.SnapshotHolder;
import io.twinbit.app.status.Watch;
import io.twinbit.link.LinkState.Phase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Paths, headers and refusals of the page's server. */
class WebServerTest {
    private final SnapshotHolder holder = new SnapshotHolder(SampleStatus.snapshot());
    private final WebServer server = WebServer.start("127.0.0.1", 0, holder, new Watch(4));
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        http.shutdownNow();
        server.close();
    }

    private HttpResponse<String> send(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.address().resolve(path)).method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        return send("GET", path, headers);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html; charset=utf-8",
        "/app.js, text/javascript; charset=utf-8",
        "/style.css, text/css; charset=utf-8",
        "/favicon.svg, image/svg+xml",
        "/api/v1/status, application/json",
        "/healthz, text/plain; charset=utf-8"
    })
    void everyAnswerHasItsTypeAndKeepsToItself(String path, String type) throws Exception {
        HttpResponse<String> response = get(path);
        assertEquals(200, response.statusCode());
        assertEquals(type, header(response, "Content-Type"));
        assertTrue(header(response, "Content-Security-Policy").startsWith("default-src 'self';"));
        assertEquals("nosniff", header(response, "X-Content-Type-Options"));
        assertEquals(path.startsWith("/api") ? "no-store" : header(response, "Cache-Control"), header(response, "Cache-Control"));
        assertEquals("", header(response, "Access-Control-Allow-Origin"), "no other site may read");
    }

    @Test
    void theStatusIsTheNewestSnapshot() throws Exception {
        assertEquals("up", status().at("/links/0/phase").asString());
        holder.publish(withLink(Phase.DOWN, "refused"));
        assertEquals("down", status().at("/links/0/phase").asString());
        assertEquals("no-store", header(get("/api/v1/status"), "Cache-Control"));
    }

    private JsonNode status() throws Exception {
        return JsonMapper.shared().readTree(get("/api/v1/status").body());
    }

    private static io.twinbit.app.status.Snapshot withLink(Phase phase, String error) {
        return SampleStatus.snapshot(1, SampleStatus.link(phase, error), SampleStatus.devices(), List.of());
    }

    @Test
    void aNameThatLooksLikeMarkupIsOnlyAName() throws Exception {
        String name = "\"><img src=x onerror=alert(1)>";
        holder.publish(SampleStatus.snapshot(
                1, SampleStatus.link(Phase.UP, null), List.of(new DeviceStatus(name, 0, false, "</script>", 1)), List.of()));
        assertEquals(name, status().at("/pipelines/0/devices/0/device").asString());
        assertEquals("nosniff", header(get("/api/v1/status"), "X-Content-Type-Options"));
    }

    @Test
    void readinessNamesTheLinkThatIsDown() throws Exception {
        assertEquals("ok", get("/healthz").body());
        assertEquals(200, get("/readyz").statusCode());
        holder.publish(withLink(Phase.DOWN, "connection refused"));
        HttpResponse<String> response = get("/readyz");
        assertEquals(503, response.statusCode());
        assertEquals("link mqtt-in to tcp://127.0.0.1:1883 is down: connection refused", response.body());
        assertEquals(200, get("/healthz").statusCode(), "alive all the same");
    }

    @Test
    void readinessSaysWhyNothingIsAcknowledged() throws Exception {
        holder.publish(SampleStatus.blocked("the journal is full: 1048576 bytes wait for the sink"));
        HttpResponse<String> response = get("/readyz");
        assertEquals(503, response.statusCode());
        assertEquals("nothing is acknowledged: the journal is full: 1048576 bytes wait for the sink", response.body());
        assertTrue(status().at("/journal/blocked").asString().startsWith("the journal is full"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/api/v1/status/", "/api", "/index.html", "/../pom.xml", "/%2e%2e/pom.xml", "/web/app.js"})
    void whatIsNotThereIs404(String path) throws Exception {
        HttpResponse<String> response = get(path);
        assertEquals(404, response.statusCode());
        assertTrue(JsonMapper.shared().readTree(response.body()).has("error"), response.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
    void onlyReadingIsAllowed(String method) throws Exception {
        HttpResponse<String> response = send(method, "/api/v1/status");
        assertEquals(405, response.statusCode());
        assertEquals("GET, HEAD", header(response, "Allow"));
    }

    @Test
    void headHasTheHeadersWithoutTheBody() throws Exception {
        for (String path : List.of("/", "/api/v1/status", "/readyz", "/nothing")) {
            HttpResponse<String> head = send("HEAD", path);
            HttpResponse<String> get = get(path);
            assertEquals("", head.body());
            assertEquals(get.statusCode(), head.statusCode());
            assertEquals(header(get, "Content-Length"), header(head, "Content-Length"), path);
        }
    }

    @Test
    void anUnchangedFileIsNotSentAgain() throws Exception {
        String tag = header(get("/app.js"), "ETag");
        assertTrue(tag.matches("\"[0-9a-f]{32}\""), tag);
        HttpResponse<String> again = get("/app.js", "If-None-Match", tag);
        assertEquals(304, again.statusCode());
        assertEquals("", again.body());
        assertEquals(200, get("/app.js", "If-None-Match", "\"other\"").statusCode());
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 200", "localhost:8080, 200", "127.0.0.1:1, 200", "[::1]:8080, 200", "LOCALHOST, 200",
        "evil.example, 403", "127.0.0.1.evil.example, 403", "localhost.evil.example:80, 403"
    })
    void aForeignHostIsRefusedOnLoopback(String host, int status) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n").getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        }
    }

    @Test
    void aTakenPortIsNamedWithTheOptionToChange() {
        String message = refusal("127.0.0.1", server.port());
        assertTrue(message.contains("port " + server.port()) && message.contains("another http.port"), message);
    }

    @Test
    void anAddressThatIsNotOursIsNamed() {
        String message = refusal("no such host", 0);
        assertTrue(message.contains("http.bind: 'no such host'"), message);
    }

    private String refusal(String bind, int port) {
        return String.valueOf(
                assertThrows(WebServerException.class, () -> WebServer.start(bind, port, holder, new Watch(1))).getMessage());
    }

    @Test
    void afterTheStopThePortIsFree() throws IOException {
        int port = server.port();
        server.close();
        WebServer.start("127.0.0.1", port, holder, new Watch(1)).close();
    }
}
