package io.twinbit.app.status;

import static io.twinbit.app.status.Json.ms;
import static io.twinbit.app.status.Json.msOrNull;
import static io.twinbit.app.status.Json.numbers;
import static io.twinbit.app.status.Json.objects;
import static io.twinbit.app.status.Json.strings;

import io.twinbit.app.status.NetworkCard.Layer;
import io.twinbit.link.LinkState;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.nn.tensor.Shape;
import io.twinbit.nn.tensor.TensorSpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** A {@link Snapshot} as the JSON of section 6 of the wire contract. */
public final class SnapshotWriter {
    private SnapshotWriter() {}

    /** One line of UTF-8. */
    public static byte[] toJson(Snapshot snapshot) {
        return Json.bytes(json -> {
            json.writeStartObject();
            ms(json, "time_ms", snapshot.timeUs());
            gateway(json, snapshot.gateway());
            journal(json, snapshot.journal());
            objects(json, "links", snapshot.links(), SnapshotWriter::link);
            objects(json, "pipelines", snapshot.pipelines(), SnapshotWriter::pipeline);
            json.writeEndObject();
        });
    }

    private static void gateway(JsonGenerator json, GatewayStatus gateway) {
        json.writeObjectPropertyStart("gateway");
        json.writeStringProperty("name", gateway.name());
        json.writeStringProperty("version", gateway.version());
        ms(json, "started_ms", gateway.startedUs());
        json.writeNumberProperty("uptime_s", gateway.uptimeS());
        json.writeStringProperty("state", lowerCase(gateway.state()));
        json.writeEndObject();
    }

    private static void journal(JsonGenerator json, JournalStatus journal) {
        json.writeObjectPropertyStart("journal");
        json.writeNumberProperty("bytes", journal.bytes());
        json.writeNumberProperty("max_bytes", journal.maxBytes());
        json.writeNumberProperty("segments", journal.segments());
        json.writeNumberProperty("lag_messages", journal.lagMessages());
        json.writeNumberProperty("oldest_age_s", journal.oldestAgeS());
        json.writeNumberProperty("durable_position", journal.durablePosition());
        json.writeNumberProperty("confirmed_position", journal.confirmedPosition());
        json.writeNumberProperty("checkpoint_position", journal.checkpoint().position());
        json.writeNumberProperty("checkpoint_bytes", journal.checkpoint().bytes());
        json.writeNumberProperty("checkpoint_took_ms", journal.checkpoint().tookMs());
        json.writeStringProperty("blocked", journal.blocked());
        json.writeStringProperty("last_error", journal.lastError());
        numbers(json, "counters", journal.counters());
        json.writeObjectPropertyStart("recovered");
        json.writeNumberProperty("messages", journal.recovered().messages());
        json.writeNumberProperty("torn_bytes", journal.recovered().tornBytes());
        strings(json, "set_aside", journal.recovered().setAside());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void link(JsonGenerator json, LinkState link) {
        json.writeStringProperty("name", link.name());
        json.writeStringProperty("address", link.address());
        json.writeStringProperty("phase", lowerCase(link.phase()));
        ms(json, "since_ms", link.sinceUs());
        json.writeStringProperty("last_error", link.lastError());
        msOrNull(json, "certificate_ends_ms", link.certificateEndsUs());
        numbers(json, "counters", link.counters());
    }

    private static void pipeline(JsonGenerator json, PipelineStatus pipeline) {
        json.writeStringProperty("name", pipeline.name());
        json.writeStringProperty("topic", pipeline.topic());
        json.writeNumberProperty("messages_per_s", Json.rounded(pipeline.messagesPerS()));
        json.writeNumberProperty("results_per_s", Json.rounded(pipeline.resultsPerS()));
        ms(json, "latency_p50_ms", pipeline.latencyP50Us());
        ms(json, "latency_p99_ms", pipeline.latencyP99Us());
        numbers(json, "counters", pipeline.counters());
        stream(json, pipeline.stream());
        decision(json, pipeline.decision());
        network(json, pipeline.network());
        objects(json, "devices", pipeline.devices(), SnapshotWriter::device);
        objects(json, "dead_letters", pipeline.deadLetters(), SnapshotWriter::deadLetter);
    }

    private static void stream(JsonGenerator json, StreamCard stream) {
        json.writeObjectPropertyStart("stream");
        strings(json, "features", stream.features());
        json.writeNumberProperty("sample_interval_us", stream.sampleIntervalUs());
        json.writeNumberProperty("window_samples", stream.windowSamples());
        json.writeNumberProperty("hop_samples", stream.hopSamples());
        json.writeEndObject();
    }

    private static void decision(JsonGenerator json, DecisionCard decision) {
        json.writeObjectPropertyStart("decision");
        json.writeStringProperty("rule", decision.rule());
        strings(json, "labels", decision.labels());
        numbers(json, "limits", decision.limits());
        json.writeEndObject();
    }

    private static void network(JsonGenerator json, NetworkCard network) {
        json.writeObjectPropertyStart("network");
        json.writeStringProperty("model_file", network.modelFile());
        json.writeStringProperty("arithmetic_id", network.arithmeticId());
        json.writeStringProperty("profile", network.profile());
        json.writeStringProperty("rounding", network.rounding());
        json.writeNumberProperty("arena_bytes", network.arenaBytes());
        json.writeNumberProperty("weights_bytes", network.weightsBytes());
        json.writeNumberProperty("macs", network.macs());
        tensor(json, "input", network.input());
        tensor(json, "output", network.output());
        objects(json, "layers", network.layers(), SnapshotWriter::layer);
        json.writeEndObject();
    }

    /** Scale and zero point are left out when the tensor holds plain numbers. */
    private static void tensor(JsonGenerator json, String name, TensorSpec tensor) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("type", tensor.type().label());
        json.writeName("shape");
        shape(json, tensor.shape());
        Quantization quantization = tensor.quantization();
        if (!quantization.isNone()) {
            json.writeNumberProperty("scale", quantization.scale());
            json.writeNumberProperty("zero_point", quantization.zeroPoint());
        }
        json.writeEndObject();
    }

    private static void layer(JsonGenerator json, Layer layer) {
        json.writeStringProperty("operator", layer.operator());
        shapes(json, "inputs", layer.inputs());
        shapes(json, "constants", layer.constants());
        shapes(json, "outputs", layer.outputs());
    }

    private static void shapes(JsonGenerator json, String name, List<Shape> shapes) {
        json.writeArrayPropertyStart(name);
        shapes.forEach(shape -> shape(json, shape));
        json.writeEndArray();
    }

    private static void shape(JsonGenerator json, Shape shape) {
        json.writeArray(shape.toArray(), 0, shape.rank());
    }

    private static void device(JsonGenerator json, DeviceStatus device) {
        json.writeStringProperty("device", device.device());
        ms(json, "last_heard_ms", device.lastHeardUs());
        json.writeBooleanProperty("silent", device.silent());
        json.writeStringProperty("label", device.label());
        Json.real(json, "score", device.score());
    }

    private static void deadLetter(JsonGenerator json, DeadLetter letter) {
        ms(json, "time_ms", letter.timeUs());
        json.writeStringProperty("topic", letter.topic());
        json.writeStringProperty("cause", letter.cause());
        if (letter.offset() >= 0) {
            json.writeNumberProperty("offset_bytes", letter.offset());
        } else {
            json.writeNullProperty("offset_bytes");
        }
        json.writeStringProperty("detail", letter.detail());
        json.writeNumberProperty("payload_bytes", letter.payloadBytes());
        json.writeStringProperty("payload_head_hex", HexFormat.of().formatHex(letter.head()));
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
