package io.twinbit.link.journal;

import io.twinbit.flow.signal.Message;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The reason of a dead letter as JSON: docs/wire-contract.md, section 7. */
final class LetterJson {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final JsonMapper MAPPER = new JsonMapper(FACTORY);

    private LetterJson() {}

    static byte[] bytes(StoredLetter letter) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("pipeline", letter.pipeline());
            json.writeStringProperty("topic", letter.message().topic());
            json.writeStringProperty("cause", letter.cause());
            json.writeStringProperty("detail", letter.detail());
            if (letter.offset() >= 0) {
                json.writeNumberProperty("offset_bytes", letter.offset());
            }
            json.writeNumberProperty("payload_bytes", letter.payloadBytes());
            if (letter.cut()) {
                json.writeBooleanProperty("cut", true);
            }
            write(json, letter.message().properties());
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, Map<String, String> properties) {
        if (!properties.isEmpty()) {
            json.writeObjectPropertyStart("properties");
            properties.forEach(json::writeStringProperty);
            json.writeEndObject();
        }
    }

    /** @throws IllegalArgumentException when this is no such JSON */
    static StoredLetter read(byte[] bytes, int length, long position, long timeUs, byte[] payload) {
        try {
            JsonNode json = MAPPER.readTree(bytes, 0, length);
            Map<String, String> properties = new HashMap<>();
            json.path("properties").properties().forEach(p -> properties.put(p.getKey(), p.getValue().asString()));
            return new StoredLetter(
                    json.required("pipeline").asString(),
                    json.required("cause").asString(),
                    json.path("offset_bytes").asInt(-1),
                    json.required("detail").asString(),
                    json.required("payload_bytes").asInt(),
                    json.path("cut").asBoolean(false),
                    new Message(position, json.required("topic").asString(), payload, timeUs, properties));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the reason is not as it should be: " + e.getOriginalMessage(), e);
        }
    }
}
