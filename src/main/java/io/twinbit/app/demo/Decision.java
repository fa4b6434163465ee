package io.twinbit.app.demo;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A result as any subscriber reads it off its topic: docs/wire-contract.md, section 3.
 *
 * @param json the payload as it was published, one line
 * @param timestampMs of the window's newest sample, milliseconds since 1970
 */
public record Decision(
        String json, String pipeline, String device, String label, double score, boolean changed, double timestampMs) {
    private static final JsonMapper MAPPER = new JsonMapper();

    static Decision parse(byte[] payload) {
        String json = new String(payload, StandardCharsets.UTF_8);
        JsonNode node = MAPPER.readTree(json);
        return new Decision(
                json,
                node.get("pipeline").stringValue(),
                node.get("device").stringValue(),
                node.get("label").stringValue(),
                node.get("score").doubleValue(),
                node.get("changed").booleanValue(),
                node.get("timestamp_ms").doubleValue());
    }
}
