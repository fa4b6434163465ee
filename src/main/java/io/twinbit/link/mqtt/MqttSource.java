package io.twinbit.link.mqtt;

import io.twinbit.link.Delivery;
import io.twinbit.link.Inbox;
import io.twinbit.link.LinkState;
import io.twinbit.link.Source;
import io.twinbit.link.mqtt.LinkStatus.Counter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sensor messages from a broker, subscribed at QoS 1, in a session that outlives the connection: the broker keeps what comes
 * while we are away, up to its own limits.
 *
 * <p>A message is acknowledged to the broker when its receipt was called, in the order of arrival, on the connection that it
 * came over. When that connection is gone the broker delivers the message again, so each arrives at least once. When the
 * inbox has no room, messages stay un-acknowledged and the broker sends no more than the window, which is bounded in bytes
 * too; of messages at QoS 0 the oldest are then dropped and counted.
 *
 * <p>A peer that is gone is noticed by the keep-alive, after at most three times this. A broker that is there but sends nothing
 * although it has messages for us cannot be told from quiet devices; it is suspected when nothing came for unusually long and
 * everything is acknowledged ({@link QuietWatch}). Then, and when the broker sent more than there was room for, the link is
 * made anew, and counted as {@code made_anew}.
 *
 * <p>What a session has kept is taken from the CONNACK on, for a broker may send all of it before it answers the subscription.
 * It subscribes after each connect and never unsubscribes: what the session still has from an earlier configuration is
 * acknowledged, dropped and counted as {@code unrouted}. A filter that the broker refuses is said and counted; while others
 * are granted the link goes on with these, and when none is it counts as down.
 */
public final class MqttSource implements Source {
    private static final String NAME = "mqtt-in";
    /** Until the inbox is tried again. */
    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(1);
    /** Everything that matters wakes us; this only finds a connection that ended without a word. */
    private static final long REST_NS = TimeUnit.SECONDS.toNanos(1);
    /** A subscription is suspected no earlier than a silent peer. */
    private static final long QUIET_KEEP_ALIVES = 2;

    private final MqttSettings settings;
    private final List<TopicFilter> filters;
    private final Purpose purpose;
    private final LongSupplier clockUs;
    private final LinkStatus status;
    private final ConnectionLoop loop;
    private volatile @Nullable Inbox inbox;
    private volatile @Nullable Inbound inbound;
    private final QuietWatch quiet;
    private boolean hadSession;

    /**
     * A source that does not run yet.
     *
     * @param topicFilters as SUBSCRIBE has them, {@code $share/group/filter} too
     * @param properties names of the user properties to hand over with a message (MQTT 5): those up to 256 bytes that are
     *     there once; the others are counted and count as missing
     * @param clockUs for {@link Delivery#receivedAtUs()}, called on Paho's thread
     */
    public MqttSource(MqttSettings settings, List<String> topicFilters, Set<String> properties, LongSupplier clockUs) {
        this.settings = settings;
        this.purpose = new Purpose.Inbound(Set.copyOf(properties));
        this.filters = topicFilters.stream().distinct().map(TopicFilter::of).toList();
        this.clockUs = clockUs;
        this.status = new LinkStatus(NAME, settings.address().toString(), clockUs, EnumSet.of(
                Counter.CONNECTS, Counter.LOST_CONNECTIONS, Counter.MADE_ANEW, Counter.LOST_SESSIONS, Counter.REFUSED_SUBSCRIPTIONS,
                Counter.RECEIVED, Counter.ACKNOWLEDGED, Counter.LATE_RECEIPTS, Counter.LEFT_AT_BROKER, Counter.DROPPED_QOS0,
                Counter.UNROUTED, Counter.UNUSABLE_PROPERTIES, Counter.CALLBACK_FAILURES));
        this.quiet = new QuietWatch(TimeUnit.SECONDS.toNanos(QUIET_KEEP_ALIVES * settings.keepAliveS()), System.nanoTime());
        this.loop = new ConnectionLoop(NAME, new Intake(), status);
    }

    /** A source that hands over no user properties. */
    public MqttSource(MqttSettings settings, List<String> topicFilters, LongSupplier clockUs) {
        this(settings, topicFilters, Set.of(), clockUs);
    }

    @Override
    public void start(Inbox inbox) {
        this.inbox = inbox;
        loop.start();
    }

    @Override
    public LinkState state() {
        return status.state();
    }

    @Override
    public void close(long drainMs) {
        loop.close(drainMs);
    }

    /** What the loop's thread does for a source. */
    private final class Intake implements ConnectionLoop.Role {
        /** Whether the inbox knows that this connection listens. */
        private boolean listens;

        @Override
        public Connection connect(CompletableFuture<?> giveUp) throws LinkDownException {
            Inbound fresh = new Inbound(settings, filters, status, clockUs, loop::wake);
            Connection connection = Connection.open(settings, purpose, fresh, giveUp);
            inbound = fresh;
            listens = false;
            try {
                noteSession(connection.isSessionPresent());
                connection.subscribe(filters);
                checkGranted(awaitGrants(connection, fresh, giveUp));
                listen();
                quiet.startsAt(System.nanoTime());
            } catch (LinkDownException | RuntimeException e) {
                connection.close();
                throw e;
            }
            return connection;
        }

        /**
         * Serves meanwhile: a broker may send all that its session has before it answers, and the end of that only for
         * acknowledgements. The time runs while the broker has the turn.
         */
        private int[] awaitGrants(Connection connection, Inbound fresh, CompletableFuture<?> giveUp) throws LinkDownException {
            long servedAtNs = System.nanoTime();
            int[] codes = connection.granted();
            while (codes == null) {
                if (giveUp.isDone() || (loop.isClosing() && isDrained())) {
                    connection.leave(null);
                    throw new LinkDownException("not wanted any more");
                }
                if (!connection.isUp()) {
                    throw new LinkDownException(connection.lostBecause());
                }
                boolean handedOver = serve(connection, fresh);
                if (handedOver || fresh.holdsAny()) {
                    servedAtNs = System.nanoTime();
                } else if (System.nanoTime() - servedAtNs > TimeUnit.MILLISECONDS.toNanos(settings.connectTimeoutMs())) {
                    throw new LinkDownException("SUBSCRIBE was not answered within " + settings.connectTimeoutMs() + " ms");
                }
                LockSupport.parkNanos(this, handedOver ? 0 : RETRY_NS);
                codes = connection.granted();
            }
            return codes;
        }

        private void listen() {
            if (!listens) {
                listens = true;
                Objects.requireNonNull(inbox, "started").resumed(clockUs.getAsLong());
            }
        }

        /** Hands over and acknowledges what is due; whether anything was handed over. */
        private boolean serve(Connection connection, Inbound current) throws LinkDownException {
            if (current.hasWaiting()) {
                listen();
            }
            boolean handedOver = !loop.isClosing() && current.handOver(Objects.requireNonNull(inbox, "started"));
            current.acknowledge(connection);
            return handedOver;
        }

        private void noteSession(boolean present) {
            if (hadSession && !present) {
                status.count(Counter.LOST_SESSIONS);
                status.fault("the broker no longer has our session; what came while we were away is lost");
            }
            hadSession = settings.sessionExpiryS() > 0;
        }

        private void checkGranted(int[] codes) throws LinkDownException {
            List<String> faults = new ArrayList<>();
            int refused = 0;
            for (int i = 0; i < codes.length; i++) {
                if (ReasonCode.isFailure(codes[i])) {
                    refused++;
                    faults.add("subscription to " + filters.get(i) + " refused: " + ReasonCode.text(codes[i]));
                } else if (codes[i] != ReasonCode.QOS_1_GRANTED) {
                    faults.add("subscription to " + filters.get(i) + " granted at QoS " + codes[i] + " only");
                }
            }
            status.count(Counter.REFUSED_SUBSCRIPTIONS, refused);
            if (refused > 0 && refused == codes.length) {
                throw new LinkDownException(String.join("; ", faults));
            }
            if (!faults.isEmpty()) {
                status.fault(String.join("; ", faults));
            }
        }

        @Override
        public long turnNs(Connection connection) throws LinkDownException {
            Inbound current = Objects.requireNonNull(inbound, "connected");
            boolean handedOver = serve(connection, current);
            if (current.isSpent()) {
                throw leave(connection, "more came than there was room for; the link is made anew for the rest");
            }
            watch(connection, current, handedOver);
            if (handedOver) {
                return 0;
            }
            return current.hasWaiting() ? RETRY_NS : REST_NS;
        }

        private void watch(Connection connection, Inbound current, boolean handedOver) throws LinkDownException {
            long nowNs = System.nanoTime();
            if (handedOver) {
                quiet.heard(nowNs);
            } else if (current.holdsAny()) {
                quiet.startsAt(nowNs);
            } else if (!loop.isClosing() && quiet.isSuspicious(nowNs)) {
                quiet.settle();
                throw leave(connection, "nothing came for " + quiet.quietS(nowNs) + " s, the longest pause lately was "
                        + quiet.longestPauseS() + " s; the link is made anew in case the broker holds messages back");
            }
        }

        /** Not without the good-bye, behind which no acknowledgement is lost that was sent. */
        private LinkDownException leave(Connection connection, String reason) {
            status.count(Counter.MADE_ANEW);
            connection.leave(null);
            return new LinkDownException(reason);
        }

        @Override
        public boolean isDrained() {
            Inbound current = inbound;
            return current == null || current.isAcknowledged();
        }

        @Override
        public void leave(Connection connection) {
            connection.leave(null);
        }

        @Override
        public void ended() {
            Inbound ended = inbound;
            inbound = null;
            if (ended != null) {
                ended.retire();
            }
        }
    }
}
