package io.twinbit.flow.pipeline;

import io.twinbit.flow.signal.Message;
import io.twinbit.flow.signal.Tick;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Feeds a pipeline of {@link Specs} and writes down what it says, a short line each. */
final class Feed {
    final Pipeline pipeline;
    final List<Outcome> outcomes = new ArrayList<>();
    private long position;

    Feed(PipelineSpec spec) {
        this(Specs.pipeline(spec));
    }

    Feed(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** A JSON message at a time in milliseconds. */
    Feed json(String device, long atMs, String payload) {
        return message(device, atMs, payload, Map.of());
    }

    /** With user properties. */
    Feed message(String device, long atMs, String payload, Map<String, String> properties) {
        return message(device, atMs, payload.getBytes(StandardCharsets.UTF_8), properties);
    }

    Feed int16(String device, long atMs, int... values) {
        ByteBuffer payload = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(values).forEach(v -> payload.putShort((short) v));
        return message(device, atMs, payload.array(), Map.of());
    }

    private Feed message(String device, long atMs, byte[] payload, Map<String, String> properties) {
        pipeline.accept(new Message(position++, "s/" + device + "/x", payload, atMs * 1000, properties), outcomes::add);
        return this;
    }

    /** A message that its broker says it repeats. */
    Feed repeat(String device, long atMs, String json) {
        byte[] payload = json.getBytes(StandardCharsets.UTF_8);
        pipeline.accept(new Message(position++, "s/" + device + "/x", payload, atMs * 1000, Map.of(), true), outcomes::add);
        return this;
    }

    Feed tick(long atMs) {
        pipeline.tick(new Tick(position++, atMs * 1000), outcomes::add);
        return this;
    }

    /** What was said since the last call. */
    List<String> said() {
        List<String> said = outcomes.stream().map(Feed::line).toList();
        outcomes.clear();
        return said;
    }

    static String line(Outcome outcome) {
        return switch (outcome) {
            case Result r -> r.device() + " " + Arrays.toString(r.outputs()) + " @" + r.firstTimestampUs() + ".." + r.lastTimestampUs();
            case Outcome.DeadLetter d -> "dead " + d.cause().label() + " " + d.message().topic();
            case Outcome.Gap g -> g.device() + " gap of " + g.missingSamples() + " filled " + g.filledSamples()
                    + " dropped " + g.droppedSamples() + " @" + g.atUs();
            case Outcome.Duplicate d -> d.device() + " duplicate of " + d.samples();
            case Outcome.Restarted r -> r.device() + " restarted dropped " + r.droppedSamples();
            case Outcome.Silent s -> s.device() + " silent since " + s.lastHeardUs() + " dropped " + s.droppedSamples();
            case Outcome.Forgotten f -> f.device() + " forgotten since " + f.lastHeardUs() + " dropped " + f.droppedSamples();
        };
    }
}
