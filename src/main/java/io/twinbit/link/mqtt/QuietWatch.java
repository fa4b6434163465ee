package io.twinbit.link.mqtt;

import java.util.concurrent.TimeUnit;

/**
 * Suspects a subscription that has fallen silent of being stuck: the broker has messages, answers pings, and sends none.
 * Brokers do so when they count acknowledgements wrong, mostly after a restart: to them our window is full for ever, while
 * we have acknowledged all of it. From outside that looks like devices that have nothing to say, so it is guessed: nothing
 * came for {@value #PAUSES} times the longest pause of the last hour or two, and for a least time. Then a new connection, with
 * packet identifiers and window from the start, costs half a second; if the broker held something back it comes at once. If
 * nothing comes the quiet was real, and is not suspected again before the next message.
 *
 * <p>Pauses of our own making do not count: while something is un-acknowledged, or there is no connection. For the link's
 * thread; times are {@link System#nanoTime}.
 */
final class QuietWatch {
    private static final int PAUSES = 4;
    private static final long FORGET_NS = TimeUnit.HOURS.toNanos(1);

    private final long leastNs;
    private long quietSinceNs;
    private boolean heard;
    private long longestNs;
    private long longestBeforeNs;
    private long forgottenAtNs;

    /** A watch that suspects nothing before the first message. */
    QuietWatch(long leastNs, long nowNs) {
        this.leastNs = leastNs;
        this.forgottenAtNs = nowNs;
    }

    /** Listening begins, or there was something un-acknowledged until now. */
    void startsAt(long nowNs) {
        quietSinceNs = nowNs;
    }

    /** A message came. */
    void heard(long nowNs) {
        longestNs = Math.max(longestNs, nowNs - quietSinceNs);
        if (nowNs - forgottenAtNs > FORGET_NS) {
            forgottenAtNs = nowNs;
            longestBeforeNs = longestNs;
            longestNs = 0;
        }
        quietSinceNs = nowNs;
        heard = true;
    }

    boolean isSuspicious(long nowNs) {
        return heard && nowNs - quietSinceNs > Math.max(leastNs, PAUSES * longestPauseNs());
    }

    /** The suspicion was acted upon. */
    void settle() {
        heard = false;
    }

    long quietS(long nowNs) {
        return TimeUnit.NANOSECONDS.toSeconds(nowNs - quietSinceNs);
    }

    long longestPauseS() {
        return TimeUnit.NANOSECONDS.toSeconds(longestPauseNs());
    }

    private long longestPauseNs() {
        return Math.max(longestNs, longestBeforeNs);
    }
}
