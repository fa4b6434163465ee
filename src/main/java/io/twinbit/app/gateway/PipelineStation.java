package io.twinbit.app.gateway;

import io.twinbit.app.status.DeadLetter;
import io.twinbit.app.status.DecisionCard;
import io.twinbit.app.status.DeviceStatus;
import io.twinbit.app.status.NetworkCard;
import io.twinbit.app.status.PipelineStatus;
import io.twinbit.app.status.StreamCard;
import io.twinbit.app.status.Watch;
import io.twinbit.flow.pipeline.DeviceView;
import io.twinbit.flow.pipeline.Outcome;
import io.twinbit.flow.pipeline.Pipeline;
import io.twinbit.flow.pipeline.Result;
import io.twinbit.flow.pipeline.ResultWriter;
import io.twinbit.flow.signal.Intake;
import io.twinbit.flow.signal.Message;
import io.twinbit.flow.signal.Resumed;
import io.twinbit.flow.signal.Tick;
import io.twinbit.link.OutboundMessage;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pipeline in the daemon: what it says becomes results for the sink, dead letters and counters. When it throws, that is
 * a bug of ours: the message is put aside as a dead letter, the pipeline is made anew, without any device's state, and the
 * stream goes on until the {@link BugBudget} is spent. On the loop's thread only.
 */
final class PipelineStation implements Station {
    private static final Logger LOG = LoggerFactory.getLogger(PipelineStation.class);
    private static final String INTERNAL_ERROR = "internal_error";
    /** A percentile of the latency covers one to two of these. */
    private static final int LATENCY_PERIOD_S = 30;

    private final WiredPipeline wired;
    private final String topicPrefix;
    private final long resultExpiryS;
    private final BugBudget bugs;
    private final NetworkCard network;
    private final StreamCard stream;
    private final DecisionCard decision;
    private final Signals signals;
    private final Tally tally = new Tally();
    private final Rate messages = new Rate();
    private final Rate results = new Rate();
    private final LatencyHistogram latency = new LatencyHistogram();
    private Pipeline pipeline;
    private int seconds;

    /**
     * A station without any device yet.
     *
     * @param topicPrefix of its results: {@code <root>/v1/<gateway>/}
     * @param resultExpiryS how long a broker keeps a result for who is away; 0: as long as it likes
     */
    PipelineStation(WiredPipeline wired, String topicPrefix, long resultExpiryS, Watch watch, BugBudget bugs) {
        this.wired = wired;
        this.topicPrefix = topicPrefix + wired.name() + "/";
        this.resultExpiryS = resultExpiryS;
        this.bugs = bugs;
        this.network = wired.networkCard();
        this.stream = wired.streamCard();
        this.decision = wired.decisionCard();
        this.signals = new Signals(wired.name(), stream, watch);
        this.pipeline = wired.newPipeline();
    }

    @Override
    public void take(Intake intake, Consumer<OutboundMessage> out) {
        switch (intake) {
            case Message message -> {
                if (pipeline.matches(message.topic())) {
                    take(message, out);
                }
            }
            case Tick tick -> take(tick, out);
            case Resumed resumed -> pipeline.resumed(resumed);
        }
        signals.show(pipeline);
    }

    private void take(Message message, Consumer<OutboundMessage> out) {
        messages.count(1);
        try {
            pipeline.accept(message, outcome -> note(outcome, out));
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("a bug in pipeline {}: message {} of {} is put aside, all of its devices start anew",
                    wired.name(), message.position(), message.topic(), e);
            tally.count("dead_letters", 1);
            tally.count(INTERNAL_ERROR, 1);
            tally.bury(DeadLetter.of(
                    message.receivedAtUs(), message.topic(), INTERNAL_ERROR, -1, e.toString(), message.payload()));
            startAnew(message.receivedAtUs(), e);
        }
    }

    private void take(Tick tick, Consumer<OutboundMessage> out) {
        try {
            pipeline.tick(tick, outcome -> note(outcome, out));
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("a bug in pipeline {} at a tick: all of its devices start anew", wired.name(), e);
            startAnew(tick.atUs(), e);
        }
    }

    private void startAnew(long nowUs, Throwable bug) {
        pipeline.counters().forEach(tally::count);
        pipeline = wired.newPipeline();
        bugs.spend(nowUs, bug);
    }

    private void note(Outcome outcome, Consumer<OutboundMessage> out) {
        switch (outcome) {
            case Result result -> publish(result, out);
            case Outcome.DeadLetter letter -> {
                Message message = letter.message();
                tally.bury(DeadLetter.of(
                        message.receivedAtUs(),
                        message.topic(),
                        letter.cause().label(),
                        letter.offset(),
                        letter.detail(),
                        message.payload()));
            }
            case Outcome.StreamEvent event -> LOG.debug("{}: {}", wired.name(), event);
        }
    }

    private void publish(Result result, Consumer<OutboundMessage> out) {
        byte[] json = ResultWriter.json(result);
        results.count(1);
        signals.result(result.device(), json);
        Map<String, String> properties = Map.of("message_id", result.messageId());
        out.accept(new OutboundMessage(
                topicPrefix + result.device() + "/result", json, false, properties, ResultWriter.CONTENT_TYPE, resultExpiryS));
    }

    @Override
    public void handedOver(long latencyUs) {
        latency.add(latencyUs);
    }

    /** Once a second. */
    void secondOver() {
        messages.secondOver();
        results.secondOver();
        seconds++;
        if (seconds % LATENCY_PERIOD_S == 0) {
            latency.turnOver();
        }
    }

    PipelineStatus status() {
        return new PipelineStatus(
                wired.name(),
                wired.config().spec().topic(),
                stream,
                network,
                decision,
                pipeline.devices().stream().map(PipelineStation::status).toList(),
                messages.perSecond(),
                results.perSecond(),
                latency.percentileUs(0.5),
                latency.percentileUs(0.99),
                tally.countersWith(pipeline.counters()),
                tally.newestFirst());
    }

    private static DeviceStatus status(DeviceView device) {
        Result newest = device.newest();
        return newest == null
                ? new DeviceStatus(device.device(), device.lastHeardUs(), device.silent(), null, Float.NaN)
                : new DeviceStatus(
                        device.device(),
                        device.lastHeardUs(),
                        device.silent(),
                        newest.decision().label(),
                        newest.decision().score());
    }
}
