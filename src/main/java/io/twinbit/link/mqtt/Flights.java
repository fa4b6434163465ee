package io.twinbit.link.mqtt;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The streams beneath a TLS handshake: what the layer says is held back until it listens again, so that it arrives at one go.
 *
 * <p>The JDK writes certificate, proof and end of a handshake one by one. A broker that refuses the certificate closes the
 * connection as soon as it has read that; the rest would then meet a reset, and the alert that says why would be lost.
 */
final class Flights {
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private final OutputStream beneath;
    private final InputStream in;
    private final OutputStream out = new Out();
    private volatile boolean holding = true;

    Flights(InputStream in, OutputStream out) {
        this.in = new In(in);
        this.beneath = out;
    }

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    /** The handshake has ended, well or not: what is held goes out, and from now on everything at once. */
    void end() throws IOException {
        send();
        holding = false;
    }

    private void send() throws IOException {
        if (held.size() > 0) {
            byte[] flight = held.toByteArray();
            held.reset();
            beneath.write(flight);
        }
    }

    private final class In extends FilterInputStream {
        In(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            send();
            return super.read(into, offset, length);
        }
    }

    private final class Out extends OutputStream {
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            (holding ? held : beneath).write(bytes, offset, length);
        }

        @Override
        public void write(int b) throws IOException {
            (holding ? held : beneath).write(b);
        }
    }
}
