package io.twinbit.link.mqtt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes the one socket of a connection and can close it whatever Paho is doing with it: also while it connects, when Paho
 * itself would wait for the system.
 */
final class OwnedSockets extends SocketFactory implements AutoCloseable {
    private @Nullable GatedSocket socket;
    private boolean closed;

    @Override
    public synchronized Socket createSocket() throws IOException {
        if (closed) {
            throw new SocketException("connection given up");
        }
        GatedSocket made = new GatedSocket();
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
