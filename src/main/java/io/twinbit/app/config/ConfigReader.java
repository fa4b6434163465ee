package io.twinbit.app.config;

import io.twinbit.app.config.GatewayConfig.Http;
import io.twinbit.app.config.GatewayConfig.Journal;
import io.twinbit.app.config.GatewayConfig.Mqtt;
import io.twinbit.flow.pipeline.PipelineSpec;
import io.twinbit.flow.pipeline.PipelineSpec.UserProperties;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;

/**
 * Text of a configuration file to a {@link GatewayConfig}, or to everything that is wrong with it: unknown keys with the
 * nearest right one, wrong types, values out of range, what is missing, keys that exclude each other, files that are not
 * there. Looks at files that the configuration names, but does not read the models.
 */
public final class ConfigReader {
    private static final String NAME = "[A-Za-z0-9_-]{1,64}";
    private static final String NAME_RULE = "1 to 64 letters, digits, '-' or '_'";
    private static final int MAX_CONFIG_BYTES = 1 << 20;

    /**
     * What reading gave.
     *
     * @param config null when there is a problem
     * @param pipelines all of them, with stand-ins for what is wrong, so that a check can go on with their models
     */
    public record Reading(@Nullable GatewayConfig config, List<PipelineConfig> pipelines, Problems problems) {}

    private final Path folder;
    private final Map<String, String> environment;
    private final Problems problems;

    private ConfigReader(Path file, Map<String, String> environment) {
        this.folder = file.toAbsolutePath().resolveSibling("").normalize();
        this.environment = environment;
        this.problems = new Problems(file.toString());
    }

    /**
     * Reads one file; never throws because of what is in it.
     *
     * @param environment where {@code CREDENTIALS_DIRECTORY} and {@code STATE_DIRECTORY} are looked up
     */
    public static Reading read(Path file, Map<String, String> environment) {
        return new ConfigReader(file, environment).read(file);
    }

    private Reading read(Path file) {
        try {
            return read(Toml.parse(BoundedFile.readText(file, MAX_CONFIG_BYTES)));
        } catch (IOException e) {
            problems.add(Problem.Kind.MISSING_FILE, 0, "", Problems.why(e) + "; expected a TOML file (--config FILE)");
            return new Reading(null, List.of(), problems);
        } catch (StackOverflowError e) { // the parser goes down with each bracket
            problems.add(Problem.Kind.CONFIGURATION, 0, "", "not TOML that can be read: tables or arrays are nested too deep");
            return new Reading(null, List.of(), problems);
        }
    }

    private Reading read(TomlParseResult toml) {
        for (TomlParseError error : toml.errors()) {
            problems.add(Problem.Kind.CONFIGURATION, error.position().line(), "", "not TOML: " + error.getMessage());
        }
        if (toml.hasErrors()) { // what is parsed of a broken file may be anything
            return new Reading(null, List.of(), problems);
        }
        Section root = new Section(toml, "", 1, problems);
        Section gateway = root.table("gateway");
        String name = name(gateway);
        String topicRoot = topicRoot(gateway);
        Path stateDir = folder.resolve(gateway.text("state_dir", usualStateDir()));
        gateway.reportUnknownKeys();
        Journal journal = new JournalSectionReader(root.table("journal")).read();
        Mqtt mqtt = new MqttReader(root.table("mqtt"), folder, environment).read(name);
        Http http = http(root.table("http"));
        List<PipelineConfig> pipelines = pipelines(root, mqtt);
        root.reportUnknownKeys();
        GatewayConfig config = problems.isEmpty()
                ? new GatewayConfig(name, topicRoot, stateDir, journal, mqtt, http, pipelines)
                : null;
        return new Reading(config, pipelines, problems);
    }

    private static String name(Section section) {
        String name = section.requiredText("name");
        if (section.isText("name") && !name.matches(NAME)) {
            section.problem("name", "found \"" + name + "\", expected " + NAME_RULE);
        }
        return name;
    }

    private static String topicRoot(Section gateway) {
        String root = gateway.text("topic_root", "twinbit");
        if (!root.matches("[^+#\u0000/]+(/[^+#\u0000/]+)*")) {
            gateway.problem("topic_root", "found \"" + root + "\", expected topic levels without '+' and '#', none empty");
        }
        return root;
    }

    /** systemd names the service's own folder, or several, with a colon between them. */
    private String usualStateDir() {
        String given = environment.getOrDefault("STATE_DIRECTORY", "");
        return given.isEmpty() ? "state" : given.split(":", 2)[0];
    }

    private static Http http(Section section) {
        Http http = new Http(section.text("bind", "127.0.0.1"), (int) section.integer("port", 8080, 0, 65_535));
        section.reportUnknownKeys();
        return http;
    }

    private static List<PipelineSpec.Problem> propertiesWithoutVersion5(UserProperties properties) {
        String text = "found a user property and mqtt.version \"" + Mqtt.MQTT_3 + "\", which has none; expected mqtt.version \""
                + Mqtt.MQTT_5 + "\"";
        List<PipelineSpec.Problem> found = new ArrayList<>();
        if (properties.device() != null) {
            found.add(new PipelineSpec.Problem("device_property", text));
        }
        if (properties.identity() != null) {
            found.add(new PipelineSpec.Problem("decode.identity_property", text));
        }
        return found;
    }

    private List<PipelineConfig> pipelines(Section root, Mqtt mqtt) {
        List<PipelineConfig> pipelines = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Section section : root.tables("pipeline")) {
            PipelineConfig pipeline = new PipelineReader(section, folder, problems).read(name(section));
            pipelines.add(pipeline);
            if (mqtt.version().equals(Mqtt.MQTT_3) && pipeline.spec().topic().startsWith("$share/")) {
                section.problem("topic", "found a shared subscription and mqtt.version \"" + Mqtt.MQTT_3 + "\", which does not have them:"
                        + " a broker may take the filter by its letters and send nothing; expected mqtt.version \"" + Mqtt.MQTT_5 + "\"");
            }
            if (mqtt.version().equals(Mqtt.MQTT_3)) {
                pipeline.report(problems, Problem.Kind.CONFIGURATION, propertiesWithoutVersion5(pipeline.spec().properties()));
            }
            if (!names.add(pipeline.name())) {
                section.problem("name", "found \"" + pipeline.name() + "\" a second time, expected a name of its own");
            }
        }
        if (!root.has("pipeline")) {
            root.problem("pipeline", "missing, expected at least one [[pipeline]]");
        }
        return pipelines;
    }
}
