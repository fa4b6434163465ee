package io.twinbit.link.mqtt;

import io.twinbit.link.LinkState;
import io.twinbit.link.OutboundMessage;
import io.twinbit.link.Sink;
import io.twinbit.link.mqtt.LinkStatus.Counter;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Results to a broker, at QoS 1, over a connection and a client id ({@code clientId-out}) of its own, so that a broker that
 * is slow to take results does not hold up our acknowledgements.
 *
 * <p>A message stays in the window until the broker confirmed it. After a lost connection all that are unconfirmed are sent
 * again, in order, after the birth message; a message can so arrive twice, and the first of those that follow it before its
 * repetition. The window is bounded in messages and in bytes; not more than one below the broker's receive maximum are in flight.
 *
 * <p>A broker that answers pings but confirms nothing for twice the keep-alive is stuck: the link is made anew, counted as
 * {@code made_anew}.
 *
 * <p>A message that the broker refuses for good (not authorized, topic name or payload format invalid, packet too large)
 * would be refused again: it is counted as {@code rejected}, said once, and <em>its {@code confirmed} runs</em>, so that one
 * topic that we may not write cannot stop the stream. Any other refusal (quota exceeded, unspecified) ends the connection:
 * the back-off passes and the message is sent again, before those that follow it.
 */
public final class MqttSink implements Sink {
    private static final String NAME = "mqtt-out";
    private static final long REST_NS = TimeUnit.SECONDS.toNanos(1);
    /** About when Paho leaves a broker that does not answer pings. */
    private static final long UNANSWERED_KEEP_ALIVES = 2;

    /** What the broker said to a message, on its way from Paho's thread to ours. */
    private record Answer(SendWindow.Entry entry, int reasonCode) {}

    private final MqttSettings settings;
    private final @Nullable Presence presence;
    private final LinkStatus status;
    private final SendWindow window;
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final ConnectionLoop loop;

    /**
     * A sink that does not run yet; it takes messages all the same.
     *
     * @param presence null to be silent about whether we are there
     */
    public MqttSink(MqttSettings settings, @Nullable Presence presence, LongSupplier clockUs) {
        this.settings = settings;
        this.presence = presence;
        this.window = new SendWindow(new Room(settings.windowMessages(), MqttSettings.WINDOW_BYTES));
        this.status = new LinkStatus(NAME, settings.address().toString(), clockUs, EnumSet.of(
                Counter.CONNECTS, Counter.LOST_CONNECTIONS, Counter.MADE_ANEW, Counter.PUBLISHED, Counter.CONFIRMED,
                Counter.REJECTED, Counter.UNCONFIRMED_AT_CLOSE, Counter.CALLBACK_FAILURES));
        this.loop = new ConnectionLoop(NAME, new Outlet(), status);
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public boolean trySend(OutboundMessage message, Runnable confirmed) {
        boolean taken = window.offer(new SendWindow.Entry(message, confirmed));
        if (taken) {
            loop.wake();
        }
        return taken;
    }

    @Override
    public LinkState state() {
        return status.state();
    }

    @Override
    public void close(long drainMs) {
        if (window.close()) {
            loop.close(drainMs);
            status.count(Counter.UNCONFIRMED_AT_CLOSE, window.unconfirmed());
        }
    }

    /** What the loop's thread does for a sink. */
    private final class Outlet implements ConnectionLoop.Role, Connection.Listener {
        /** Reasons for refusals that were said. */
        private final Set<Integer> said = new HashSet<>();
        /** Since when something is in flight and the broker has answered nothing. */
        private long unansweredSinceNs;

        @Override
        public Connection connect(CompletableFuture<?> giveUp) throws LinkDownException {
            Connection connection = Connection.open(settings, new Purpose.Outbound(presence), this, giveUp);
            try {
                announce(connection);
                return connection;
            } catch (LinkDownException | RuntimeException e) {
                connection.close();
                throw e;
            }
        }

        private void announce(Connection connection) throws LinkDownException {
            byte[] online = online();
            if (presence != null && online != null) {
                OutboundMessage birth = new OutboundMessage(presence.topic(), online, true);
                int code = connection.publishAndWait(birth);
                if (ReasonCode.isFailure(code)) {
                    refused(birth, code);
                }
            }
        }

        private byte @Nullable [] online() {
            try {
                return presence == null ? null : presence.online().get();
            } catch (RuntimeException e) {
                status.count(Counter.CALLBACK_FAILURES);
                status.fault("the birth message failed: " + e);
                return null;
            }
        }

        @Override
        public long turnNs(Connection connection) throws LinkDownException {
            watch(takeAnswers());
            SendWindow.Entry next = window.takeNext(connection.sendMaximum());
            if (next == null) {
                return REST_NS;
            }
            if (connection.fits(next.message())) {
                status.count(Counter.PUBLISHED);
                connection.publish(next.message(), code -> answer(next, code));
            } else {
                answer(next, ReasonCode.PACKET_TOO_LARGE);
            }
            return 0;
        }

        private void watch(boolean answered) throws LinkDownException {
            long nowNs = System.nanoTime();
            if (answered || !window.hasInFlight()) {
                unansweredSinceNs = nowNs;
            } else if (nowNs - unansweredSinceNs > TimeUnit.SECONDS.toNanos(UNANSWERED_KEEP_ALIVES * settings.keepAliveS())) {
                status.count(Counter.MADE_ANEW);
                throw new LinkDownException("the broker answers pings, but confirms nothing of what it was sent; the link is made anew");
            }
        }

        private void answer(SendWindow.Entry entry, int code) {
            answers.add(new Answer(entry, code));
            loop.wake();
        }

        /** Whether there were any. */
        private boolean takeAnswers() throws LinkDownException {
            boolean any = false;
            for (Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
                any = true;
                int code = answer.reasonCode();
                if (!ReasonCode.isFailure(code)) {
                    finish(answer.entry(), Counter.CONFIRMED);
                } else {
                    refused(answer.entry().message(), code);
                    finish(answer.entry(), Counter.REJECTED);
                }
            }
            return any;
        }

        /** Says a refusal that is for good, each reason once; any other is a reason to try again later. */
        private void refused(OutboundMessage message, int code) throws LinkDownException {
            String fault = "publish to " + message.topic() + " refused: " + ReasonCode.text(code);
            if (!ReasonCode.isForGood(code)) {
                throw new LinkDownException(fault);
            }
            if (said.add(code)) {
                status.fault(fault);
            }
        }

        private void finish(SendWindow.Entry entry, Counter counter) {
            if (!window.remove(entry)) {
                return;
            }
            status.count(counter);
            try {
                entry.confirm();
            } catch (RuntimeException e) {
                status.count(Counter.CALLBACK_FAILURES);
                status.fault("a confirmation failed: " + e);
            }
        }

        @Override
        public boolean isDrained() {
            return window.unconfirmed() == 0;
        }

        @Override
        public void leave(Connection connection) {
            connection.leave(presence == null ? null : new OutboundMessage(presence.topic(), presence.offline(), true));
        }

        /** What the broker confirmed before the end counts, the rest is sent again. */
        @Override
        public void ended() {
            try {
                takeAnswers();
            } catch (LinkDownException e) {
                answers.clear(); // all that is left in flight is sent again
            }
            window.sendAgain();
        }

        @Override
        public void arrived(int packetId, int qos, boolean repeated, String topic, byte[] payload, List<Map.Entry<String, String>> properties) {} // nothing is subscribed

        @Override
        public void changed() {
            loop.wake();
        }
    }
}
