package io.twinbit.app.cli;

import io.twinbit.nn.emit.Export;
import io.twinbit.nn.emit.ExportFormat;
import io.twinbit.nn.emit.ExportedLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code MANIFEST.json} of an exported folder. Keys are in {@code snake_case}; nothing in it depends on the time or the
 * machine.
 *
 * @param artifactHash of all other files
 * @param constantsBytes weights, biases, factors and tables in flash
 * @param files SHA-256 by path
 */
record ExportManifest(
        String tool,
        String toolVersion,
        String name,
        String model,
        String profile,
        String format,
        String arithmeticId,
        String artifactHash,
        int arenaBytes,
        int stateBytes,
        long constantsBytes,
        List<ExportedLayer> layers,
        SortedMap<String, String> files) {
    static final String FILE = "MANIFEST.json";

    private static final String TOOL = "twinbit";
    private static final long MAX_BYTES = 16 << 20;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    static ExportManifest of(Export export, ExportFormat format) {
        return new ExportManifest(
                TOOL,
                export.options().toolVersion(),
                export.options().name().lower(),
                export.options().title(),
                export.options().profile(),
                format.label(),
                export.arithmeticId(),
                export.artifactHash(),
                export.arenaBytes(),
                export.stateBytes(),
                export.constantBytes(),
                export.layers(),
                export.hashes());
    }

    String toJson() {
        return MAPPER.writeValueAsString(this).replace("\r\n", "\n") + "\n";
    }

    /** The files that an earlier export put into a folder; none if there was no export. */
    static List<String> filesOf(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
            return List.of();
        }
        try {
            JsonNode manifest = MAPPER.readTree(Files.readString(file));
            return manifest.path("tool").asString("").equals(TOOL)
                    ? List.copyOf(manifest.path("files").propertyNames())
                    : List.of();
        } catch (JacksonException e) {
            return List.of(); // not ours
        }
    }
}
