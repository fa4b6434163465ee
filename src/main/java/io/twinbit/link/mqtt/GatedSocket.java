package io.twinbit.link.mqtt;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A socket without Nagle's delay whose end nobody can see before the first byte is written, and with TLS beneath if wanted.
 *
 * <p>Paho starts a receiver, a sender and a callback thread one after the other, polls until each runs, and sends CONNECT
 * then. When one of them has ended again before it was seen running, because the broker closed the connection at once or
 * because we did, the poll never ends and its thread is left behind for ever. So until CONNECT is written reads only time
 * out (a broker has nothing to say before), and a close waits for it.
 *
 * <p>With TLS {@link #connect} returns after the handshake; until then the streams are those of the TCP connection, which
 * the TLS layer takes, then those of the layer.
 */
final class GatedSocket extends Socket {
    /** The three polls take 300 ms at most; more only on a machine that stands still. */
    private static final long START_MS = 5_000;
    private static final long READ_TIMEOUT_MS = 1_000;

    private static final long REFUSAL_MS = 500;
    private static final int SENDER_WAKES = 50;
    private static final long SENDER_WAKE_MS = 10;

    private final CompletableFuture<IOException> refusal = new CompletableFuture<>();
    private final CountDownLatch firstWrite = new CountDownLatch(1);
    private final Repeats repeats = new Repeats();
    private volatile @Nullable Thread sender;
    private final @Nullable Tls tls;
    private volatile @Nullable Flights flights;
    private volatile @Nullable SSLSocket secured;
    private volatile String host = "";
    private volatile boolean connected;

    GatedSocket(@Nullable Tls tls) throws SocketException {
        this.tls = tls;
        setTcpNoDelay(true);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeoutMs) throws IOException {
        super.connect(endpoint, timeoutMs);
        if (tls != null && endpoint instanceof InetSocketAddress address) {
            host = address.getHostString();
            setSoTimeout(timeoutMs);
            Flights handshake = new Flights(super.getInputStream(), super.getOutputStream());
            flights = handshake;
            secured = tls.over(this, host, address.getPort());
            handshake.end();
        }
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

    /** What the broker said it repeats. */
    Repeats repeats() {
        return repeats;
    }

    /**
     * Of a connection that has ended. Paho's stop marks the sender as stopped and wakes it once; a sender that has just looked
     * at the mark and goes to wait for the next packet misses both and waits for ever. Woken again, it sees that it
     * is no longer connected, and ends.
     */
    void endSender() {
        Thread left = sender;
        try {
            for (int i = 0; left != null && left.isAlive() && i < SENDER_WAKES; i++) {
                left.interrupt();
                left.join(SENDER_WAKE_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the TLS layer has to say last may be why it leaves. */
    @Override
    public void close() throws IOException {
        Flights handshake = flights;
        try {
            if (handshake != null) {
                handshake.end();
            }
        } finally {
            super.close();
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        Flights handshake = flights;
        SSLSocket layer = secured;
        if (handshake != null && layer == null) {
            return handshake.in();
        }
        return new Gated(layer == null ? super.getInputStream() : layer.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        Flights handshake = flights;
        SSLSocket layer = secured;
        if (handshake != null && layer == null) {
            return handshake.out();
        }
        return new Opening(layer == null ? super.getOutputStream() : layer.getOutputStream());
    }

    /** What the broker says, from the first byte of ours on. */
    private final class Gated extends FilterInputStream {
        Gated(InputStream in) {
            super(in);
        }

        @Override
        public int available() throws IOException {
            return firstWrite.getCount() == 0 ? super.available() : 0;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            awaitFirstWrite();
            throwIfRefused();
            try {
                int count = super.read(into, offset, length);
                repeats.scan(into, offset, Math.max(count, 0));
                return count;
            } catch (SSLException e) {
                refusal.complete(explained(e));
                throw refusal.join();
            }
        }
    }

    /** What we say; the first byte opens the gate. When TLS has ended, why is what the other direction is about to read. */
    private final class Opening extends FilterOutputStream {
        Opening(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (firstWrite.getCount() > 0) {
                openGate();
            }
            throwIfRefused();
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw tls == null ? e : refusal.completeOnTimeout(e, REFUSAL_MS, TimeUnit.MILLISECONDS).join();
            }
        }
    }

    private void openGate() throws IOException {
        sender = Thread.currentThread();
        try {
            listenForRefusal();
        } finally {
            firstWrite.countDown();
        }
    }

    /**
     * Under TLS 1.3 a broker refuses our certificate only after the handshake, in the place of its first answer. It may have
     * done so by now; writing would meet a connection that is closed, and the reason would be lost.
     */
    private void listenForRefusal() throws IOException {
        SSLSocket layer = secured;
        if (layer == null) {
            return;
        }
        int timeoutMs = getSoTimeout();
        setSoTimeout(1);
        try {
            if (layer.getInputStream().read() >= 0) {
                refusal.complete(new TlsFault("the broker spoke before it was spoken to"));
            }
        } catch (SocketTimeoutException _) {
            setSoTimeout(timeoutMs); // nothing was said, as it should be
        } catch (SSLException e) {
            refusal.complete(explained(e));
        }
    }

    private void throwIfRefused() throws IOException {
        if (refusal.isDone()) {
            throw refusal.join();
        }
    }

    private IOException explained(SSLException e) {
        return tls == null ? e : tls.explained(e, host);
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
}
