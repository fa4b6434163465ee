package io.twinbit.app.gateway;

import io.twinbit.app.status.DeadLetter;
import io.twinbit.app.status.DecisionCard;
import io.twinbit.app.status.DeviceStatus;
import io.twinbit.app.status.NetworkCard;
import io.twinbit.app.status.PipelineStatus;
import io.twinbit.app.status.StreamCard;
import io.twinbit.app.status.Watch;
import io.twinbit.flow.decide.Decision;
import io.twinbit.flow.pipeline.DeviceView;
import io.twinbit.flow.pipeline.Outcome;
import io.twinbit.flow.pipeline.Pipeline;
import io.twinbit.flow.pipeline.PipelineStateException;
import io.twinbit.flow.pipeline.Result;
import io.twinbit.flow.pipeline.ResultWriter;
import io.twinbit.flow.pipeline.StateExport;
import io.twinbit.flow.signal.Intake;
import io.twinbit.flow.signal.Message;
import io.twinbit.flow.signal.Resumed;
import io.twinbit.flow.signal.Tick;
import io.twinbit.link.OutboundMessage;
import java.util.Map;
import io.twinbit.link.journal.Checkpoint;
import io.twinbit.link.journal.DeadLetterLog;
import io.twinbit.link.journal.StoredLetter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pipeline in the daemon: what it says becomes results for the sink, dead letters and counters. A record counts as a whole or
 * not at all: when the pipeline throws, that is a bug of ours, and nothing that it has said of the record goes out. On the
 * loop's thread only.
 */
final class PipelineStation implements Station {
    private static final Logger LOG = LoggerFactory.getLogger(PipelineStation.class);
    static final String INTERNAL_ERROR = "internal_error";
    /** A percentile of the latency covers one to two of these. */
    private static final int LATENCY_PERIOD_S = 30;

    private final WiredPipeline wired;
    private final String topicPrefix;
    private final long resultExpiryS;
    private final DeadLetterLog deadLetters;
    /** Positions that the pipeline threw at twice: the bug budget bounds how fast they come. */
    private final Set<Long> putAside;
    /** Of the record that is being taken. */
    private final List<Outcome> outcomes = new ArrayList<>();
    private final NetworkCard network;
    private final StreamCard stream;
    private final DecisionCard decision;
    private final Signals signals;
    private final Tally tally = new Tally();
    private final Rate messages = new Rate();
    private final Rate results = new Rate();
    private final LatencyHistogram latency = new LatencyHistogram();
    private Pipeline pipeline;
    /** In the newest status. */
    private List<DeviceStatus> shown = List.of();
    private int seconds;
    /** The last dead letter could not be stored, which is said once. */
    private boolean lettersFail;

    /**
     * A station without any device yet.
     *
     * @param topicPrefix of its results: {@code <root>/v1/<gateway>/}
     * @param resultExpiryS how long a broker keeps a result for who is away; 0: as long as it likes
     * @param putAside positions of messages that an earlier run put aside because the pipeline threw
     */
    PipelineStation(
            WiredPipeline wired,
            String topicPrefix,
            long resultExpiryS,
            Watch watch,
            DeadLetterLog deadLetters,
            Set<Long> putAside) {
        this.wired = wired;
        this.topicPrefix = topicPrefix + wired.name() + "/";
        this.resultExpiryS = resultExpiryS;
        this.deadLetters = deadLetters;
        this.putAside = new HashSet<>(putAside);
        this.network = wired.networkCard();
        this.stream = wired.streamCard();
        this.decision = wired.decisionCard();
        this.signals = new Signals(wired.name(), stream, watch);
        this.pipeline = wired.newPipeline();
    }

    @Override
    public String name() {
        return wired.name();
    }

    @Override
    public List<OutboundMessage> take(Intake intake) {
        if (putAside.contains(intake.position())) {
            return List.of();
        }
        give(intake);
        if (intake instanceof Message message && pipeline.matches(message.topic())) {
            messages.count(1);
        }
        List<OutboundMessage> out = outcomes.isEmpty() ? List.of() : new ArrayList<>(outcomes.size());
        outcomes.forEach(outcome -> note(outcome, out));
        signals.show(pipeline);
        return out;
    }

    @Override
    public void replay(Intake intake) {
        if (!putAside.contains(intake.position())) {
            give(intake);
        }
    }

    /** What the pipeline says is in {@link #outcomes} afterwards; all of it, or it throws. */
    private void give(Intake intake) {
        outcomes.clear();
        try {
            switch (intake) {
                case Message message -> {
                    if (pipeline.matches(message.topic())) {
                        pipeline.accept(message, outcomes::add);
                    }
                }
                case Tick tick -> pipeline.tick(tick, outcomes::add);
                case Resumed resumed -> pipeline.resumed(resumed);
            }
        } catch (RuntimeException | StackOverflowError e) {
            throw new PipelineBugException(wired.name(), intake.position(), e);
        }
    }

    @Override
    public void startFrom(@Nullable Checkpoint checkpoint) throws IOException {
        pipeline = wired.newPipeline();
        if (checkpoint == null) {
            return;
        }
        try {
            if (!checkpoint.read(wired.name(), pipeline::restoreState)) {
                LOG.warn("pipeline {} is not in the checkpoint at {}: it starts there, without state", wired.name(), checkpoint.position());
            }
        } catch (PipelineStateException e) {
            LOG.warn("pipeline {} starts at position {} without state: {}", wired.name(), checkpoint.position(), e.getMessage());
        }
    }

    /** A tick has no payload that anybody could look at: it is only counted. */
    @Override
    public void putAside(Intake intake, PipelineBugException bug) throws IOException {
        putAside.add(intake.position());
        tally.count(INTERNAL_ERROR, 1);
        if (intake instanceof Message message) {
            tally.count("messages", 1);
            tally.count("dead_letters", 1);
            bury(message, INTERNAL_ERROR, -1, String.valueOf(bug.getCause()));
            deadLetters.force();
        }
    }

    @Override
    public boolean isDue(long nowUs) {
        return pipeline.isDue(nowUs);
    }

    @Override
    public StateExport beginExport() {
        return pipeline.beginExport();
    }

    Epoch.Running epoch() {
        return new Epoch.Running(wired.name(), pipeline.definitionHash(), wired.arithmeticId());
    }

    private void note(Outcome outcome, List<OutboundMessage> out) {
        switch (outcome) {
            case Result result -> publish(result, out);
            case Outcome.DeadLetter letter -> {
                try {
                    bury(letter.message(), letter.cause().label(), letter.offset(), letter.detail());
                    lettersFail = false;
                } catch (IOException e) {
                    tally.count("dead_letters_not_stored", 1);
                    if (!lettersFail) {
                        LOG.warn("{}: dead letters cannot be stored: {}", wired.name(), e.getMessage());
                    }
                    lettersFail = true;
                }
            }
            case Outcome.StreamEvent event -> LOG.debug("{}: {}", wired.name(), event);
        }
    }

    private void bury(Message message, String cause, int offset, String detail) throws IOException {
        tally.bury(DeadLetter.of(message.receivedAtUs(), message.topic(), cause, offset, detail, message.payload()));
        deadLetters.append(StoredLetter.of(wired.name(), message, cause, offset, detail));
    }

    private void publish(Result result, List<OutboundMessage> out) {
        byte[] json = ResultWriter.json(result);
        results.count(1);
        signals.result(result.device(), json);
        Map<String, String> properties = Map.of("message_id", result.messageId());
        out.add(new OutboundMessage(
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
                deviceStatuses(),
                messages.perSecond(),
                results.perSecond(),
                latency.percentileUs(0.5),
                latency.percentileUs(0.99),
                tally.countersWith(pipeline.counters()),
                tally.newestFirst());
    }

    /** Devices of which nothing changed keep their object: thousands of new ones each second would fill the heap with old ones. */
    private List<DeviceStatus> deviceStatuses() {
        List<DeviceStatus> now = new ArrayList<>(shown.size());
        for (DeviceView device : pipeline.devices()) {
            DeviceStatus made = status(device);
            DeviceStatus before = now.size() < shown.size() ? shown.get(now.size()) : null;
            now.add(made.equals(before) ? before : made);
        }
        shown = now;
        return now;
    }

    private static DeviceStatus status(DeviceView device) {
        Decision newest = device.newest();
        return newest == null
                ? new DeviceStatus(device.device(), device.lastHeardUs(), device.silent(), null, Float.NaN)
                : new DeviceStatus(
                        device.device(),
                        device.lastHeardUs(),
                        device.silent(),
                        newest.label(),
                        newest.score());
    }
}
