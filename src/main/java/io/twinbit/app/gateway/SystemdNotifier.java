package io.twinbit.app.gateway;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd how the daemon is, by the protocol of sd_notify(3). Outside of systemd ({@code NOTIFY_SOCKET} unset) it
 * does nothing. A message that cannot be sent is logged once and is no reason to stop.
 *
 * <p>The watchdog is fed by the pipeline loop's own turns and by nothing else: no timer. An idle loop still turns, so an
 * idle gateway lives; a loop that hangs in a pipeline turns no more, and systemd restarts the daemon after
 * {@code WatchdogSec}.
 */
public final class SystemdNotifier {
    private static final Logger LOG = LoggerFactory.getLogger(SystemdNotifier.class);
    /** Feedings in one {@code WatchdogSec}: two may be late before systemd acts. */
    private static final int FEEDINGS_A_PERIOD = 3;

    private final @Nullable UnixDatagram socket;
    private final long feedEveryNs;
    private volatile boolean complained;
    private boolean fed;
    private long fedAtNs;

    private SystemdNotifier(@Nullable UnixDatagram socket, long feedEveryNs) {
        this.socket = socket;
        this.feedEveryNs = feedEveryNs;
    }

    /** As the environment of a unit of {@code Type=notify} says; see sd_notify(3) and sd_watchdog_enabled(3). */
    public static SystemdNotifier of(Map<String, String> environment, long pid) {
        String address = environment.get("NOTIFY_SOCKET");
        if (address == null || address.isEmpty()) {
            return new SystemdNotifier(null, 0);
        }
        return new SystemdNotifier(new UnixDatagram(address), feedEveryNs(environment, pid));
    }

    private static long feedEveryNs(Map<String, String> environment, long pid) {
        String forPid = environment.getOrDefault("WATCHDOG_PID", "");
        String periodUs = environment.getOrDefault("WATCHDOG_USEC", "");
        boolean forUs = forPid.isEmpty() || forPid.equals(Long.toString(pid));
        if (!forUs || !periodUs.matches("[1-9][0-9]{0,15}")) {
            return 0;
        }
        return TimeUnit.MICROSECONDS.toNanos(Long.parseLong(periodUs)) / FEEDINGS_A_PERIOD;
    }

    /** Everything is up. */
    void ready(String status) {
        send("READY=1\nSTATUS=" + oneLine(status));
    }

    void status(String status) {
        send("STATUS=" + oneLine(status));
    }

    void stopping() {
        send("STOPPING=1\nSTATUS=stopping");
    }

    /** At most so long may pass between two turns of the loop; 0 when no watchdog waits. */
    long feedEveryNs() {
        return feedEveryNs;
    }

    /** One turn of the loop is done; from the loop's thread only. Sends at most a third of the watchdog's period apart. */
    void turned(long nowNs) {
        if (feedEveryNs > 0 && (!fed || nowNs - fedAtNs >= feedEveryNs)) {
            fed = true;
            fedAtNs = nowNs;
            send("WATCHDOG=1");
        }
    }

    private void send(String message) {
        if (socket == null) {
            return;
        }
        try {
            socket.send(message);
        } catch (IOException e) {
            complainOnce(e);
        }
    }

    private void complainOnce(IOException e) {
        if (!complained) {
            complained = true;
            LOG.warn("systemd cannot be told how we are, going on: {}", e.getMessage());
        }
    }

    private static String oneLine(String text) {
        return text.replace('\n', ' ');
    }
}
