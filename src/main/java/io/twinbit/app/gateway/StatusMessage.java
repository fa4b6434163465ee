package io.twinbit.app.gateway;

import io.twinbit.app.status.GatewayStatus;
import io.twinbit.app.status.JournalStatus;
import io.twinbit.app.status.PipelineStatus;
import io.twinbit.app.status.Snapshot;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The retained status of section 4 of the wire contract. */
final class StatusMessage {
    private static final JsonFactory FACTORY = new JsonFactory();

    private StatusMessage() {}

    static byte[] offline() {
        return "{\"status\":\"offline\"}".getBytes(StandardCharsets.UTF_8);
    }

    static byte[] online(Snapshot snapshot) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            GatewayStatus gateway = snapshot.gateway();
            json.writeStartObject();
            json.writeStringProperty("status", "online");
            json.writeStringProperty("gateway", gateway.name());
            json.writeStringProperty("version", gateway.version());
            json.writeNumberProperty("started_ms", BigDecimal.valueOf(gateway.startedUs(), 3));
            json.writeNumberProperty("uptime_s", gateway.uptimeS());
            journal(json, snapshot.journal());
            json.writeArrayPropertyStart("pipelines");
            snapshot.pipelines().forEach(pipeline -> pipeline(json, pipeline));
            json.writeEndArray();
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private static void journal(JsonGenerator json, JournalStatus journal) {
        json.writeObjectPropertyStart("journal");
        json.writeNumberProperty("bytes", journal.bytes());
        json.writeNumberProperty("max_bytes", journal.maxBytes());
        json.writeNumberProperty("lag_messages", journal.lagMessages());
        json.writeStringProperty("blocked", journal.blocked());
        json.writeNumberProperty("dropped", journal.dropped());
        json.writeEndObject();
    }

    private static void pipeline(JsonGenerator json, PipelineStatus pipeline) {
        json.writeStartObject();
        json.writeStringProperty("name", pipeline.name());
        json.writeStringProperty("arithmetic_id", pipeline.network().arithmeticId());
        json.writeNumberProperty("devices", pipeline.devices().size());
        for (String counter : new String[] {"messages", "results", "dead_letters"}) {
            json.writeNumberProperty(counter, pipeline.counters().getOrDefault(counter, 0L));
        }
        json.writeEndObject();
    }
}
