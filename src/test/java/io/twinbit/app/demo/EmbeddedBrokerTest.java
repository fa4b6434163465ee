package io.twinbit.app.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
    /** MQTT 5 CONNECT, clean start, keep alive 0, client identifier "t". */
    private static final byte[] CONNECT = {0x10, 14, 0, 4, 'M', 'Q', 'T', 'T', 5, 2, 0, 0, 0, 0, 1, 't'};

    @Test
    void answersAConnectAndComesBackOnTheSamePort() throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.inMemory(0)) {
            assertAnswers(broker);
            broker.stop();
            assertThrows(ConnectException.class, () -> new Socket(InetAddress.getLoopbackAddress(), broker.port()).close());
            int port = broker.port();
            broker.start();
            assertEquals(port, broker.port());
            assertAnswers(broker);
        }
    }

    @Test
    void runsOnAFolder(@TempDir Path folder) throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.persistent(0, folder)) {
            assertAnswers(broker);
        }
    }

    /** CONNACK: type 2, reason code 0. */
    private static void assertAnswers(EmbeddedBroker broker) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), broker.port())) {
            socket.getOutputStream().write(CONNECT);
            byte[] answer = socket.getInputStream().readNBytes(4);
            assertArrayEquals(new byte[] {0x20, answer[1], 0, 0}, answer);
        }
    }
}
