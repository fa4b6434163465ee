package io.twinbit.app.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.app.status.DeviceStatus;
import io.twinbit.app.status.SampleStatus;
import io.twinbit.app.status.SnapshotHolder;
import io.twinbit.app.status.Watch;
import io.twinbit.app.status.WatchedDevice;
import io.twinbit.link.LinkState.Phase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

/** Server-sent events: what comes, in which order, and what happens at the bounds. */
@Timeout(60)
class EventStreamTest {
    private static final String OF_DEVICE = "?pipeline=vibration&device=machine-1";

    private final SnapshotHolder holder = new SnapshotHolder(SampleStatus.snapshot());
    private final Watch watch = new Watch(1);
    private final WebServer server = WebServer.start("127.0.0.1", 0, holder, watch);
    private final List<Client> clients = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        for (Client client : clients) {
            client.socket.close();
        }
        server.close();
    }

    /** A client that reads event by event. */
    private final class Client {
        final Socket socket = new Socket();
        final BufferedReader in;

        Client(String query, int receiveBufferBytes) throws IOException {
            if (receiveBufferBytes > 0) {
                socket.setReceiveBufferSize(receiveBufferBytes);
            }
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
            socket.getOutputStream()
                    .write(("GET /api/v1/events" + query + " HTTP/1.0\r\nHost: localhost\r\n\r\n").getBytes(UTF_8));
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            clients.add(this);
        }

        Client(String query) throws IOException {
            this(query, 0);
        }

        String status() throws IOException {
            return Objects.requireNonNull(in.readLine());
        }

        /** Data of the next event of that name. */
        String next(String event) throws IOException {
            String line = in.readLine();
            while (!Objects.requireNonNull(line, "the stream ended").equals("event: " + event)) {
                line = in.readLine();
            }
            return Objects.requireNonNull(in.readLine()).substring("data: ".length());
        }
    }

    private WatchedDevice watched() {
        return await().atMost(Duration.ofSeconds(10))
                .until(() -> watch.find("vibration", "machine-1"), device -> device != null && device.isViewed());
    }

    @Test
    void snapshotsComeOneAfterAnother() throws IOException {
        Client client = new Client("");
        assertEquals("HTTP/1.1 200 OK", client.status());
        assertEquals(1_700_000_012_000L, timeOf(client.next("snapshot")));
        holder.publish(SampleStatus.snapshot(5_000_000, SampleStatus.link(Phase.DOWN, "gone"), List.of(), List.of()));
        assertEquals(5_000L, timeOf(client.next("snapshot")));
    }

    private static long timeOf(String snapshot) {
        return JsonMapper.shared().readTree(snapshot).get("time_ms").asLong();
    }

    @Test
    void aDevicesWindowAndEachOfItsResultsCome() throws IOException {
        Client client = new Client(OF_DEVICE);
        WatchedDevice device = watched();
        device.signal(SampleStatus.trace());
        for (int i = 1; i <= 3; i++) {
            device.result(("{\"label\":\"" + i + "\"}").getBytes(UTF_8));
        }
        assertEquals("machine-1", JsonMapper.shared().readTree(client.next("signal")).get("device").asString());
        for (int i = 1; i <= 3; i++) {
            assertEquals("{\"label\":\"" + i + "\"}", client.next("result"));
        }
    }

    @Test
    void aLaterClientBeginsWithTheLastResults() throws IOException {
        Client first = new Client(OF_DEVICE);
        watched().result("{\"label\":\"a\"}".getBytes(UTF_8));
        first.next("result");
        assertEquals("{\"label\":\"a\"}", new Client(OF_DEVICE).next("result"));
    }

    @Test
    void aNameIsDecodedFromTheQuery() throws IOException {
        new Client("?pipeline=vibration&device=a%20%26%2B%C3%A9").next("snapshot");
        assertNotNull(watch.find("vibration", "a &+é"));
    }

    @Test
    void whoseDeviceGaveWayIsTold() throws IOException {
        Client first = new Client(OF_DEVICE);
        watched();
        new Client("?pipeline=vibration&device=machine-2").next("snapshot");
        assertEquals("{}", first.next("displaced"));
    }

    @Test
    void whoLeavesIsNoViewerAnyMore() throws IOException {
        Client client = new Client(OF_DEVICE);
        WatchedDevice device = watched();
        client.socket.close();
        await().atMost(Duration.ofSeconds(20)).until(() -> !device.isViewed());
    }

    @Test
    void whatDoesNotExistIsRefused() throws IOException {
        assertEquals("HTTP/1.1 404 Not Found", new Client("?pipeline=other&device=x").status());
        assertEquals("HTTP/1.1 400 Bad Request", new Client("?device=x").status());
        assertEquals("HTTP/1.1 400 Bad Request", new Client("?pipeline=vibration&device=" + "x".repeat(129)).status());
        assertEquals("HTTP/1.1 400 Bad Request", new Client("?pipeline=vibration&device=%zz").status());
        assertEquals(List.of(), watch.devices());
    }

    @Test
    void oneStreamTooManyIsRefusedUntilAnotherEnds() throws IOException {
        for (int i = 0; i < EventStream.MAX_CLIENTS; i++) {
            new Client("").next("snapshot");
        }
        assertTrue(new Client("").status().contains(" 503 "));
        clients.getFirst().socket.close();
        await().atMost(Duration.ofSeconds(20)).until(() -> new Client("").status().contains(" 200 "));
    }

    @Test
    void whoDoesNotReadIsDropped() throws IOException {
        List<DeviceStatus> many = Collections.nCopies(200_000, new DeviceStatus("d".repeat(100), 0, false, "label", 1));
        holder.publish(SampleStatus.snapshot(1, SampleStatus.link(Phase.UP, null), many, List.of()));
        new Client(OF_DEVICE, 4096);
        WatchedDevice device = watched();
        await().atMost(Duration.ofSeconds(Deadline.WRITE_TIMEOUT_S + 20)).until(() -> !device.isViewed());
    }
}
