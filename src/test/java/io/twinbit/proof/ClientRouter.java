package io.twinbit.proof;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.IntSupplier;

/**
 * One address for two brokers: a connection whose first packet names a client {@code ...-out} goes to the one for results, any
 * other to the one of the sensors. So the two links of a gateway can be hurt one by one.
 */
final class ClientRouter implements AutoCloseable {
    private static final int FIRST_PACKET_BYTES = 4096;

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final IntSupplier inPort;
    private final IntSupplier outPort;

    ClientRouter(IntSupplier inPort, IntSupplier outPort) throws IOException {
        this.inPort = inPort;
        this.outPort = outPort;
        Thread.ofVirtual().start(this::listen);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void listen() {
        try {
            while (true) {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> route(client));
            }
        } catch (IOException e) {
            // closed: no more connections
        }
    }

    private void route(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            byte[] first = new byte[FIRST_PACKET_BYTES];
            int bytes = client.getInputStream().read(first);
            if (bytes < 0) {
                return;
            }
            boolean out = new String(first, 0, bytes, ISO_8859_1).contains("-out");
            int port = out ? outPort.getAsInt() : inPort.getAsInt();
            try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
                server.setTcpNoDelay(true);
                server.getOutputStream().write(first, 0, bytes);
                Thread back = Thread.ofVirtual().start(() -> copy(server, client));
                copy(client, server);
                back.join();
            }
        } catch (IOException e) {
            // the broker is away: the client finds its connection closed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends both when one has ended. */
    private static void copy(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            // one of them is gone, and so is the other now
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
