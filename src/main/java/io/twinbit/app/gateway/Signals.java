package io.twinbit.app.gateway;

import io.twinbit.app.status.StreamCard;
import io.twinbit.app.status.Trace;
import io.twinbit.app.status.Watch;
import io.twinbit.app.status.WatchedDevice;
import io.twinbit.flow.pipeline.Pipeline;
import io.twinbit.flow.pipeline.WindowView;
import java.util.concurrent.TimeUnit;

/**
 * Shows the devices of one pipeline that somebody looks at: their results, and their newest window up to four times a
 * second. Costs nothing while nobody looks. On the loop's thread only.
 */
final class Signals {
    private static final long EVERY_NS = TimeUnit.MILLISECONDS.toNanos(250);

    private final String pipeline;
    private final StreamCard stream;
    private final Watch watch;
    private long shownAtNs = System.nanoTime() - EVERY_NS;

    Signals(String pipeline, StreamCard stream, Watch watch) {
        this.pipeline = pipeline;
        this.stream = stream;
        this.watch = watch;
    }

    void result(String device, byte[] json) {
        WatchedDevice watched = watch.find(pipeline, device);
        if (watched != null) {
            watched.result(json);
        }
    }

    /** Shows the windows as they are now, if it is time to. */
    void show(Pipeline source) {
        long nowNs = System.nanoTime();
        if (nowNs - shownAtNs < EVERY_NS) {
            return;
        }
        shownAtNs = nowNs;
        for (WatchedDevice watched : watch.devices()) {
            if (watched.pipeline().equals(pipeline) && watched.isViewed()) {
                show(source, watched);
            }
        }
    }

    private void show(Pipeline source, WatchedDevice watched) {
        WindowView window = source.window(watched.device());
        if (window != null) {
            watched.signal(new Trace(
                    stream.features(), stream.sampleIntervalUs(), window.lastTimestampUs(), window.values()));
        }
    }
}
