package io.twinbit.link.mqtt;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A socket without Nagle's delay whose end nobody can see before the first byte is written.
 *
 * <p>Paho starts a receiver, a sender and a callback thread one after the other, polls until each runs, and sends CONNECT
 * then. When one of them has ended again before it was seen running, because the broker closed the connection at once or
 * because we did, the poll never ends and its thread is left behind for ever. So until CONNECT is written reads only time
 * out (a broker has nothing to say before), and a close waits for it.
 */
final class GatedSocket extends Socket {
    /** The three polls take 300 ms at most; more only on a machine that stands still. */
    private static final long START_MS = 5_000;
    private static final long READ_TIMEOUT_MS = 1_000;

    private final CountDownLatch firstWrite = new CountDownLatch(1);
    private volatile boolean connected;

    GatedSocket() throws SocketException {
        setTcpNoDelay(true);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeoutMs) throws IOException {
        super.connect(endpoint, timeoutMs);
        connected = true;
    }

    /** Closes at once while there is no TCP connection, else not before Paho's threads run. */
    void closeWhenStarted() {
        try {
            if (connected && !firstWrite.await(START_MS, TimeUnit.MILLISECONDS)) {
                firstWrite.countDown();
            }
            close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // it is gone either way
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int available() throws IOException {
                return firstWrite.getCount() == 0 ? super.available() : 0;
            }

            @Override
            public int read() throws IOException {
                awaitFirstWrite();
                return super.read();
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                awaitFirstWrite();
                return super.read(into, offset, length);
            }
        };
    }

    private void awaitFirstWrite() throws IOException {
        try {
            if (!firstWrite.await(READ_TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
                throw new SocketTimeoutException("nothing was sent yet");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SocketException("interrupted");
        }
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                firstWrite.countDown();
                out.write(bytes, offset, length);
            }
        };
    }
}
