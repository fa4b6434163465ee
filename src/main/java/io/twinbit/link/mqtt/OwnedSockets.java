package io.twinbit.link.mqtt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Optional;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes the one socket of a connection and can close it whatever Paho is doing with it: also while it connects, when Paho
 * itself would wait for the system.
 */
final class OwnedSockets extends SocketFactory implements AutoCloseable {
    private final @Nullable Tls tls;
    private @Nullable GatedSocket socket;
    private boolean closed;

    OwnedSockets(@Nullable Tls tls) {
        this.tls = tls;
    }

    /** For a broker, with the files of its TLS read. */
    static OwnedSockets to(MqttSettings settings) throws LinkDownException {
        return new OwnedSockets(settings.tls() == null ? null : Tls.of(settings.tls()));
    }

    /** The certificate of this connection that ends first; empty without TLS. */
    Optional<Tls.Expiry> firstExpiry() {
        return tls == null ? Optional.empty() : tls.firstExpiry();
    }

    @Override
    public synchronized Socket createSocket() throws IOException {
        if (closed) {
            throw new SocketException("connection given up");
        }
        GatedSocket made = new GatedSocket(tls);
        socket = made;
        return made;
    }

    @Override
    public void close() {
        GatedSocket open = takeToClose();
        if (open != null) {
            open.closeWhenStarted();
        }
    }

    /** Whether the broker said that it repeats the message of this packet; asked once. */
    boolean isRepeat(int packetId) {
        GatedSocket open = socket();
        return open != null && open.repeats().take(packetId);
    }

    /** Ends what Paho's own end may have missed, when it has ended. */
    void endSender() {
        GatedSocket open = socket();
        if (open != null) {
            open.endSender();
        }
    }

    private synchronized @Nullable GatedSocket socket() {
        return socket;
    }

    private synchronized @Nullable GatedSocket takeToClose() {
        closed = true;
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw connectedAtOnce();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        throw connectedAtOnce();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw connectedAtOnce();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) throws IOException {
        throw connectedAtOnce();
    }

    private static IOException connectedAtOnce() {
        return new SocketException("only sockets that are not connected yet are made here");
    }
}
