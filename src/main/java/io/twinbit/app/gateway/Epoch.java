package io.twinbit.app.gateway;

import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What runs from here on, for whoever reads the journal: section 7 of the wire contract. */
final class Epoch {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Epoch() {}

    static String json(String version, List<PipelineStation> stations) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("version", version);
            json.writeArrayPropertyStart("pipelines");
            for (PipelineStation station : stations) {
                json.writeStartObject();
                json.writeStringProperty("name", station.name());
                json.writeStringProperty("definition", station.definitionHash());
                json.writeStringProperty("arithmetic_id", station.arithmeticId());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return out.toString();
    }
}
