package io.twinbit.app.gateway;

import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What runs from here on, for whoever reads the journal: section 7 of the wire contract. */
final class Epoch {
    private static final JsonFactory FACTORY = new JsonFactory();

    /** A pipeline that runs. */
    record Running(String pipeline, String definitionHash, String arithmeticId) {}

    private Epoch() {}

    static String json(String version, List<Running> pipelines) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("version", version);
            json.writeArrayPropertyStart("pipelines");
            for (Running running : pipelines) {
                json.writeStartObject();
                json.writeStringProperty("name", running.pipeline());
                json.writeStringProperty("definition", running.definitionHash());
                json.writeStringProperty("arithmetic_id", running.arithmeticId());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return out.toString();
    }
}
