package io.twinbit.flow.pipeline;

import io.twinbit.flow.signal.Bridge;
import io.twinbit.flow.signal.GapPolicy;
import io.twinbit.flow.signal.Message;
import io.twinbit.flow.signal.Samples;
import io.twinbit.flow.signal.WindowSpec;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The samples of a message into their device's window, in order: what came before is dropped, what is missing is filled or
 * ends the half window and what the network remembers. A sequence number judges whole messages; without one, timestamps judge each sample; without
 * either a user property tells messages that came before, and nothing what is missing.
 */
final class Continuity {
    /** So many messages below the last one a number or a time is old; further below, the device began anew. */
    private static final int MAX_OLD_MESSAGES = 1024;
    /** The same for what its broker says it repeats: no more can be un-acknowledged, by the packet identifiers of MQTT. */
    private static final int MAX_REPEATED_MESSAGES = 65_535;

    private final Inference inference;
    private final Consumer<Outcome> out;
    private final WindowSpec spec;
    private final long intervalUs;
    private final Samples bridge;
    private final @Nullable String identityProperty;

    Continuity(PipelineSpec spec, Inference inference, Consumer<Outcome> out) {
        this.inference = inference;
        this.out = out;
        this.spec = spec.window();
        this.intervalUs = spec.decoder().stream().sampleIntervalUs();
        this.identityProperty = spec.properties().identity();
        this.bridge = new Samples(spec.decoder().stream().features().size());
    }

    void take(Device device, Message message, Samples samples) {
        if (samples.sequenced()) {
            takeBySequence(device, message, samples);
        } else if (samples.timestamped()) {
            takeByTime(device, message, samples);
        } else if (isNew(device, message)) {
            pushAll(device, message, samples);
        } else {
            out.accept(new Outcome.Duplicate(device.name, message.position(), samples.count()));
        }
    }

    /** Without an identity nothing tells a message that came again. */
    private boolean isNew(Device device, Message message) {
        String identity = identityProperty == null ? null : message.properties().get(identityProperty);
        return identity == null || device.identities.add(Sha256.first64(identity));
    }

    private void takeBySequence(Device device, Message message, Samples samples) {
        long ahead = device.hasSequence ? samples.sequence() - device.lastSequence : 1;
        if (ahead <= 0 && ahead >= -maxOld(message)) {
            out.accept(new Outcome.Duplicate(device.name, message.position(), samples.count()));
            return;
        }
        device.hasSequence = true;
        device.lastSequence = samples.sequence();
        if (ahead < 0) {
            restart(device, message);
        } else if (ahead > 1) {
            gap(device, message, samples, 0, missing(device, samples, ahead - 1));
        }
        pushAll(device, message, samples);
    }

    private static int maxOld(Message message) {
        return message.repeated() ? MAX_REPEATED_MESSAGES : MAX_OLD_MESSAGES;
    }

    /** By time where the device says it; else the missing messages are taken to be as long as the one that came. */
    private long missing(Device device, Samples samples, long missingMessages) {
        return samples.timestamped()
                ? Math.max(0, intervals(samples.timeUs(0) - device.lastTimeUs) - 1)
                : Math.min(missingMessages, Integer.MAX_VALUE) * samples.count();
    }

    private void takeByTime(Device device, Message message, Samples samples) {
        long back = device.hasTime ? device.lastTimeUs - samples.timeUs(0) : 0;
        if (back > (long) maxOld(message) * samples.count() * intervalUs) {
            restart(device, message);
        }
        int old = 0;
        for (int i = 0; i < samples.count(); i++) {
            long ahead = device.hasTime ? samples.timeUs(i) - device.lastTimeUs : intervalUs;
            if (ahead <= 0) {
                old++;
                continue;
            }
            if (2 * ahead > 3 * intervalUs) {
                gap(device, message, samples, i, intervals(ahead) - 1);
            }
            pushOwn(device, message, samples, i);
        }
        if (old > 0) {
            out.accept(new Outcome.Duplicate(device.name, message.position(), old));
        }
    }

    /** The nearest whole number of sample intervals. */
    private long intervals(long us) {
        return (us + intervalUs / 2) / intervalUs;
    }

    private void restart(Device device, Message message) {
        device.hasTime = false;
        device.lives++;
        out.accept(new Outcome.Restarted(device.name, message.position(), device.breakOff()));
    }

    private void gap(Device device, Message message, Samples samples, int i, long missing) {
        long atUs = samples.timeUs(i);
        if (spec.gap() == GapPolicy.RESET || missing > spec.gapMaxSamples() || device.window.held() == 0) {
            out.accept(new Outcome.Gap(device.name, atUs, missing, 0, device.breakOff()));
            return;
        }
        int filled = (int) missing;
        out.accept(new Outcome.Gap(device.name, atUs, missing, filled, 0));
        Bridge.fill(bridge, filled, device.window, samples, i, spec.gap());
        for (int k = 0; k < filled; k++) {
            push(device, bridge, k, message, samples, i, filled - k);
        }
    }

    private void pushAll(Device device, Message message, Samples samples) {
        for (int i = 0; i < samples.count(); i++) {
            pushOwn(device, message, samples, i);
        }
    }

    private void pushOwn(Device device, Message message, Samples samples, int i) {
        push(device, samples, i, message, samples, i, 0);
    }

    private void push(Device device, Samples from, int i, Message message, Samples samples, int place, int before) {
        device.hasTime = true;
        device.lastTimeUs = from.timeUs(i);
        if (device.window.push(from, i)) {
            Result result = inference.run(device, message, samples, place, before);
            device.newest = result.decision();
            out.accept(result);
        }
    }
}
