package io.twinbit.app.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.app.config.ConfigReader.Reading;
import io.twinbit.flow.decide.Rule;
import io.twinbit.flow.decode.DecoderSpec;
import io.twinbit.flow.decode.NumberType;
import io.twinbit.flow.pipeline.PipelineSpec;
import io.twinbit.testing.WireContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reader knows every key of docs/wire-contract.md, section 5, and its defaults are those that the document states. */
class ConfigContractTest {
    private static final String EXAMPLE = WireContract.example("configuration");
    private static final Pattern ASSIGNMENT = Pattern.compile("(?m)^(\\w+) = ");

    @TempDir
    Path folder;

    @BeforeEach
    void files() throws Exception {
        Files.writeString(folder.resolve("labels.txt"), "normal\nimbalance\n");
        Files.writeString(folder.resolve("mqtt.password"), "geheim");
    }

    @Test
    void theExampleIsRead() {
        GatewayConfig config = read(EXAMPLE);
        PipelineConfig pipeline = config.pipelines().getFirst();
        PipelineSpec spec = pipeline.spec();
        assertEquals(
                "GatewayConfig[name=hall-3, topicRoot=twinbit, stateDir=" + folder.resolve("state")
                        + ", journal=Journal[maxBytes=268435456, maxAgeS=0, segmentBytes=8388608, onFull=BLOCK, deadLetterMaxBytes=67108864,"
                        + " checkpointEveryS=60], mqtt=Mqtt[version=5, address=tcp://127.0.0.1:1883, tls=null, clientId=twinbit-hall-3,"
                        + " username=null, password=null, windowMessages=64, sessionExpiryS=604800, connectTimeoutMs=5000, resultExpiryS=0],"
                        + " http=Http[bind=127.0.0.1, port=8080], ",
                config.toString().substring(0, config.toString().indexOf("pipelines=")));
        assertEquals(folder.resolve("model_int8.tflite"), pipeline.model());
        assertEquals(List.of("normal", "imbalance"), spec.labels());
        assertEquals(160, spec.window().hopSamples());
        DecoderSpec.Json json = assertInstanceOf(DecoderSpec.Json.class, spec.decoder());
        assertEquals("samples t_ms seq", json.values() + " " + json.timestamp() + " " + json.sequence());
        assertEquals(new PipelineSpec.Calibration(List.of(-0.4f, -0.4f, 0.5f), List.of(0.5f, 0.4f, 1.45f)), spec.calibration());
    }

    /** Leaves out every line that the document does not call required, and finds the example's values all the same. */
    @Test
    void theDefaultsAreThoseOfTheExample() {
        String required = EXAMPLE.lines()
                .filter(line -> line.startsWith("[") || line.contains("# required") || line.matches("(labels|features) = .*"))
                .collect(Collectors.joining("\n"));
        GatewayConfig said = read(EXAMPLE);
        GatewayConfig unsaid = read(required);
        assertEquals(said.topicRoot(), unsaid.topicRoot());
        assertEquals(said.stateDir(), unsaid.stateDir());
        assertEquals(said.journal(), unsaid.journal());
        assertEquals(said.mqtt(), unsaid.mqtt());
        assertEquals(said.http(), unsaid.http());
        assertEquals(said.pipelines().getFirst().profile(), unsaid.pipelines().getFirst().profile());
        PipelineSpec a = said.pipelines().getFirst().spec();
        PipelineSpec b = unsaid.pipelines().getFirst().spec();
        assertEquals(
                List.of(a.maxDevices(), a.silenceAfterMs(), a.forgetAfterMs(), a.decoder().maxPayloadBytes(), a.rule(), a.steadiness(), a.scores()),
                List.of(b.maxDevices(), b.silenceAfterMs(), b.forgetAfterMs(), b.decoder().maxPayloadBytes(), b.rule(), b.steadiness(), b.scores()));
        assertEquals(PipelineSpec.UserProperties.NONE, a.properties());
        assertEquals(PipelineSpec.UserProperties.NONE, b.properties());
        assertEquals(List.of(a.window().gap(), a.window().gapMaxSamples()), List.of(b.window().gap(), b.window().gapMaxSamples()));
        assertArrayEquals(a.preprocess().mean(), b.preprocess().mean());
        assertArrayEquals(a.preprocess().std(), b.preprocess().std());
        assertEquals(b.window().sizeSamples(), b.window().hopSamples(), "hop_samples is by default size_samples");
        DecoderSpec.Json json = assertInstanceOf(DecoderSpec.Json.class, b.decoder());
        assertEquals(" null null", json.values() + " " + json.timestamp() + " " + json.sequence());
        assertNull(b.calibration());
    }

    @Test
    void theLinesInCommentsAreRightToo() {
        GatewayConfig config = read(EXAMPLE.replace("# username", "username").replace("# password", "password"));
        assertEquals("hall-3", config.mqtt().username());
        assertNotNull(config.mqtt().password());
        String unnumbered = EXAMPLE.replace("timestamp = ", "# timestamp = ").replace("sequence = ", "# sequence = ");
        PipelineSpec named = read(unnumbered.replace("# device_property", "device_property")
                        .replace("# identity_property", "identity_property"))
                .pipelines().getFirst().spec();
        assertEquals(new PipelineSpec.UserProperties("device", "id"), named.properties());
    }

    @Test
    void tlsIsRead() throws IOException {
        Files.writeString(folder.resolve("ca.pem"), "");
        Files.writeString(folder.resolve("gateway.pem"), "");
        Files.writeString(folder.resolve("gateway.key"), "");
        String keys = EXAMPLE.lines().filter(line -> line.startsWith("# ssl: ")).findFirst().orElseThrow();
        GatewayConfig.Mqtt mqtt = read(EXAMPLE.replace("tcp://127.0.0.1:1883", "ssl://127.0.0.1:8883")
                        .replace(keys, keys.replace("# ssl:", "").replace("; ", "\n")))
                .mqtt();
        assertEquals("ssl://127.0.0.1:8883", mqtt.address());
        assertEquals(
                new GatewayConfig.Tls(
                        folder.resolve("ca.pem"), folder.resolve("gateway.pem"), new Secret(folder.resolve("gateway.key"))),
                mqtt.tls());
    }

    @Test
    void csvIsRead() {
        DecoderSpec.Csv csv = assertInstanceOf(DecoderSpec.Csv.class, decoder("csv", "values", "sequence"));
        assertEquals(List.of("t_ms", "ax_g", "ay_g", "az_g"), csv.columns());
    }

    @Test
    void binaryIsRead() {
        DecoderSpec.Binary binary =
                assertInstanceOf(DecoderSpec.Binary.class, decoder("binary", "values", "timestamp", "sequence"));
        assertEquals(NumberType.INT16, binary.type());
        assertEquals(1f / 4096, binary.scale());
    }

    @Test
    void everyRuleIsRead() {
        assertEquals(new Rule.MultiLabel(List.of(0.5f, 0.7f)), rule("multi_label", "threshold"));
        assertEquals(new Rule.MultiLabel(List.of(0.5f, 0.5f)), read(with("rule", "multi_label")).pipelines().getFirst().spec().rule());
        assertEquals(new Rule.Regression(10, 80), rule("regression", "threshold", "labels"));
        assertEquals(new Rule.Reconstruction(12.5f), rule("reconstruction", "threshold", "labels"));
    }

    /** Every key of the example, put where no key of that name belongs, is refused: so the reader is strict everywhere. */
    @Test
    void noKeyIsKnownEverywhere() {
        String text = EXAMPLE.replaceAll("(?m)^(\\w+) = ", "x_$1 = ");
        List<Problem> problems = reading(text).problems().inOrder();
        Matcher keys = ASSIGNMENT.matcher(text);
        while (keys.find()) {
            String key = keys.group(1);
            assertTrue(
                    problems.stream().anyMatch(p -> p.key().endsWith("." + key) && p.text().startsWith("unknown key")),
                    key + " is not refused: " + problems);
        }
    }

    private DecoderSpec decoder(String format, String... without) {
        return read(variant("format", format, without)).pipelines().getFirst().spec().decoder();
    }

    private Rule rule(String rule, String... without) {
        return read(variant("rule", rule, without)).pipelines().getFirst().spec().rule();
    }

    /** The example with another choice, the assignments of that choice's comment, and without keys that do not go with it. */
    private static String variant(String key, String choice, String... without) {
        Matcher comment =
                Pattern.compile("(?m)^# " + choice + ":\\s+(\\S.*?)( {2,}.*)?$").matcher(EXAMPLE);
        assertTrue(comment.find(), "the example has no comment for " + choice);
        String assignments = comment.group(1).replace("; ", "\n");
        String text = with(key, choice).replace(comment.group(), assignments);
        for (String gone : without) {
            text = text.replaceFirst("(?m)^" + gone + " = .*$", "");
        }
        return text;
    }

    private static String with(String key, String choice) {
        return EXAMPLE.replaceFirst("(?m)^" + key + " = \"\\w+\"", key + " = \"" + choice + "\"");
    }

    private GatewayConfig read(String text) {
        Reading reading = reading(text);
        assertEquals(List.of(), reading.problems().inOrder());
        return Objects.requireNonNull(reading.config());
    }

    private Reading reading(String text) {
        try {
            return ConfigReader.read(Files.writeString(folder.resolve("twinbit.toml"), text), Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
