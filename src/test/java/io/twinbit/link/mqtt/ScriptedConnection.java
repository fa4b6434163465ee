package io.twinbit.link.mqtt;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** One client's connection to a {@link ScriptedBroker}: what it sent, in order, and what to answer. */
final class ScriptedConnection {
    private final Socket socket;
    private final OutputStream out;
    private final BlockingQueue<Packet> received = new LinkedBlockingQueue<>();
    private volatile boolean ended;
    private volatile boolean silent;
    private volatile boolean grants;
    private final BlockingQueue<Integer> grantedQos = new LinkedBlockingQueue<>();

    ScriptedConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        socket.setTcpNoDelay(true);
        Thread.ofVirtual().name("scripted-connection").start(this::listen);
    }

    private void listen() {
        try (DataInputStream in = new DataInputStream(socket.getInputStream())) {
            while (true) {
                Packet packet = PacketDecoder.read(in);
                switch (packet) {
                    case Packet.PingReq _ -> answerPing();
                    case Packet.Subscribe subscribe when grants -> grant(subscribe);
                    default -> received.add(packet);
                }
            }
        } catch (IOException e) {
            ended = true; // the client closed, or we did
        }
    }

    private void answerPing() throws IOException {
        if (!silent) {
            send(PacketEncoder.pingresp());
        }
    }

    /** From now on pings have no answer: a peer that is gone while its TCP connection is not. */
    void fallSilent() {
        silent = true;
    }

    /** From now on a SUBSCRIBE gets what it asks for, and is not among what is expected. */
    ScriptedConnection grantAll() {
        grants = true;
        return this;
    }

    private void grant(Packet.Subscribe subscribe) throws IOException {
        int[] qos = subscribe.options().stream().mapToInt(options -> options & 3).toArray();
        suback(subscribe.id(), qos);
        grantedQos.add(qos[0]);
    }

    /** The QoS of the next SUBSCRIBE that was granted; the test fails when none comes. */
    int grantedQos() throws InterruptedException {
        Integer qos = grantedQos.poll(ScriptedBroker.PATIENCE_S, TimeUnit.SECONDS);
        if (qos == null) {
            throw new AssertionError("no subscription came");
        }
        return qos;
    }

    /** What the client sends next; the test fails when nothing comes, or something else. */
    <P extends Packet> P expect(Class<P> type) {
        Packet next = next(Duration.ofSeconds(ScriptedBroker.PATIENCE_S));
        if (!type.isInstance(next)) {
            throw new AssertionError("expected " + type.getSimpleName() + ", found " + (next == null ? "nothing" : next));
        }
        return type.cast(next);
    }

    /** The test fails when the client sends anything within this time. */
    void expectNothingFor(Duration time) {
        Packet next = next(time);
        if (next != null) {
            throw new AssertionError("expected nothing, found " + next);
        }
    }

    /** What the client sends next; null when nothing comes within this time. */
    @Nullable Packet next(Duration time) {
        try {
            return received.poll(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** All that came and was not expected yet. */
    List<Packet> rest() {
        List<Packet> rest = new ArrayList<>();
        received.drainTo(rest);
        return rest;
    }

    /** Who the client is by the certificate that it showed. */
    String certified() throws IOException {
        return ((SSLSocket) socket).getSession().getPeerPrincipal().getName();
    }

    /** Whether the connection is closed, from either side. */
    boolean hasEnded() {
        return ended;
    }

    /** Whether the connection is closed within this time. */
    boolean endsWithin(Duration time) throws InterruptedException {
        for (long endNs = System.nanoTime() + time.toNanos(); !ended && System.nanoTime() < endNs; ) {
            Thread.sleep(5);
        }
        return ended;
    }

    void connack() throws IOException {
        connack(false);
    }

    void connack(boolean sessionPresent) throws IOException {
        send(PacketEncoder.connack(sessionPresent, 0, Map.of()));
    }

    /** A CONNACK that says more: properties by identifier. */
    void connack(Map<Integer, Long> properties) throws IOException {
        connack(false, properties);
    }

    void connack(boolean sessionPresent, Map<Integer, Long> properties) throws IOException {
        send(PacketEncoder.connack(sessionPresent, 0, properties));
    }

    void refuse(int reasonCode) throws IOException {
        send(PacketEncoder.connack(false, reasonCode, Map.of()));
    }

    void suback(int id, int... reasonCodes) throws IOException {
        send(PacketEncoder.suback(id, reasonCodes));
    }

    void publish(String topic, String payload, int id) throws IOException {
        send(PacketEncoder.publish(topic, payload, 1, id, false));
    }

    void publish(String topic, String payload, int id, List<Map.Entry<String, String>> userProperties) throws IOException {
        send(PacketEncoder.publish(topic, payload, 1, id, false, userProperties));
    }

    void publishAgain(String topic, String payload, int id) throws IOException {
        send(PacketEncoder.publish(topic, payload, 1, id, true));
    }

    void publishQos0(String topic, String payload) throws IOException {
        send(PacketEncoder.publish(topic, payload, 0, 0, false));
    }

    void puback(int id) throws IOException {
        puback(id, 0);
    }

    void puback(int id, int reasonCode) throws IOException {
        send(PacketEncoder.puback(id, reasonCode));
    }

    void disconnect(int reasonCode) throws IOException {
        send(PacketEncoder.disconnect(reasonCode));
    }

    synchronized void send(byte[] packet) throws IOException {
        out.write(packet); // in one go: the client may answer by closing, and then nothing more can be asked of the socket
    }

    /** Ends the TCP connection without a word. */
    void drop() throws IOException {
        ended = true;
        socket.close();
    }
}
