package io.twinbit.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection through a {@link FaultProxy}. Each way is a pump, with a thread that reads,
 * one that writes and a short queue between them, so that bytes can be late without being few.
 */
final class ProxiedConnection {
    private static final int CHUNK_BYTES = 16 << 10;
    private static final int QUEUE_CHUNKS = 64;
    /** A throttled connection gets its second's bytes in so many parts. */
    private static final int PARTS_A_SECOND = 50;

    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    private record Chunk(byte[] bytes, long readAtNs) {}

    /** A read never gives this. */
    private static final Chunk END = new Chunk(new byte[0], 0);

    private final Socket client;
    private final Socket server;
    private final ProxyRules rules;
    private final Consumer<ProxiedConnection> ended;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile boolean swallowing;
    private volatile boolean stalled;

    ProxiedConnection(Socket client, Socket server, ProxyRules rules, Consumer<ProxiedConnection> ended) throws IOException {
        this.client = client;
        this.server = server;
        this.rules = rules;
        this.ended = ended;
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
    }

    void start() throws IOException {
        new Pump(rules.toServer, client.getInputStream(), server.getOutputStream()).start();
        new Pump(rules.toClient, server.getInputStream(), client.getOutputStream()).start();
    }

    void swallow() {
        swallowing = true;
    }

    void stall() {
        stalled = true;
    }

    void drop() {
        end(ProxiedConnection::close);
    }

    void reset() {
        end(ProxiedConnection::reset);
    }

    /** The first end counts; our own threads then find closed sockets. */
    private void end(Consumer<Socket> how) {
        if (over.compareAndSet(false, true)) {
            how.accept(client);
            how.accept(server);
            ended.accept(this);
        }
    }

    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // it is closed already
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }

    /** One direction. */
    private final class Pump {
        private final ProxyRules.Way way;
        private final InputStream in;
        private final OutputStream out;
        private final BlockingQueue<Chunk> queue = new ArrayBlockingQueue<>(QUEUE_CHUNKS);
        private final MqttFrames frames = new MqttFrames();
        private long written;
        private @Nullable Runnable sprung;

        Pump(ProxyRules.Way way, InputStream in, OutputStream out) {
            this.way = way;
            this.in = in;
            this.out = out;
        }

        void start() {
            Thread.ofVirtual().name("fault-proxy-read").start(this::read);
            Thread.ofVirtual().name("fault-proxy-write").start(this::write);
        }

        private void read() {
            byte[] buffer = new byte[CHUNK_BYTES];
            try {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    queue.put(new Chunk(Arrays.copyOf(buffer, n), System.nanoTime()));
                }
                queue.put(END);
            } catch (IOException e) {
                reset(); // the one side is gone, and the other hears it so
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void write() {
            try {
                for (Chunk chunk = queue.take(); chunk.bytes().length > 0; chunk = queue.take()) {
                    sleepUntil(chunk.readAtNs() + rules.delayNs);
                    awaitUnstalled();
                    pass(chunk.bytes());
                }
                drop();
            } catch (IOException e) {
                reset();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** The queue fills up behind us, and then the sender's buffers. */
        private void awaitUnstalled() throws InterruptedException {
            while (stalled && !client.isClosed()) {
                Thread.sleep(10);
            }
        }

        private void pass(byte[] bytes) throws IOException, InterruptedException {
            int end = endAtTrap(bytes);
            long last = way.resetAt.get();
            if (!swallowing) {
                writeSlowly(bytes, (int) Math.min(end, Math.max(0, last - written)));
            }
            if (sprung != null) {
                sprung.run();
                throw new IOException("a packet was waited for");
            }
            if (written >= last && way.resetAt.compareAndSet(last, ProxyRules.NEVER)) {
                throw new IOException("so many bytes were waited for");
            }
        }

        /** How many of the bytes lie before the packet that was waited for, or all. */
        private int endAtTrap(byte[] bytes) {
            int[] end = {bytes.length};
            frames.scan(bytes, (type, offset) -> {
                sprung = way.spring(type);
                end[0] = sprung == null ? bytes.length : offset;
                return sprung == null;
            });
            return end[0];
        }

        private void writeSlowly(byte[] bytes, int end) throws IOException, InterruptedException {
            int from = 0;
            while (from < end) {
                long bytesPerS = rules.bytesPerS;
                int part = bytesPerS == 0 ? end - from : (int) Math.min(end - from, Math.max(1, bytesPerS / PARTS_A_SECOND));
                out.write(bytes, from, part);
                way.passed.add(part);
                written += part;
                from += part;
                if (bytesPerS > 0) {
                    TimeUnit.NANOSECONDS.sleep(part * TimeUnit.SECONDS.toNanos(1) / bytesPerS);
                }
            }
        }

        private static void sleepUntil(long timeNs) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(timeNs - System.nanoTime());
        }
    }
}
