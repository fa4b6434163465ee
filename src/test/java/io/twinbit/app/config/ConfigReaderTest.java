package io.twinbit.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.app.config.ConfigReader.Reading;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {
    /** Only what is required. */
    private static final String MINIMAL = """
            [gateway]
            name = "hall-3"
            [mqtt]
            address = "tcp://127.0.0.1:1883"
            [[pipeline]]
            name = "vibration"
            topic = "sensors/+/accel"
            model = "model.tflite"
            labels = ["normal", "imbalance"]
            [pipeline.decode]
            features = ["x", "y"]
            sample_interval_us = 625
            [pipeline.window]
            size_samples = 256
            """;

    private static final String PIPELINE = MINIMAL.substring(MINIMAL.indexOf("[[pipeline]]"));

    @TempDir
    Path folder;

    @BeforeEach
    void model() throws Exception {
        Files.createFile(folder.resolve("model.tflite"));
    }

    @Test
    void whatIsNotSaidHasADefault() throws Exception {
        GatewayConfig config = config(MINIMAL);
        assertEquals("twinbit", config.topicRoot());
        assertEquals("twinbit-hall-3", config.mqtt().clientId());
        assertEquals(64, config.mqtt().windowMessages());
        assertEquals(604_800, config.mqtt().sessionExpiryS());
        assertEquals(5_000, config.mqtt().connectTimeoutMs());
        assertEquals(new GatewayConfig.Http("127.0.0.1", 8080), config.http());
        assertEquals(folder.resolve("model.tflite"), config.pipelines().getFirst().model());
    }

    @Test
    void theStateLiesWhereItIsSaidElseWhereSystemdSaysElseBesideTheFile() throws Exception {
        assertEquals(folder.resolve("state"), stateDir("", Map.of()));
        assertEquals(folder.resolve("state"), stateDir("", Map.of("STATE_DIRECTORY", "")));
        Map<String, String> systemd = Map.of("STATE_DIRECTORY", "/var/lib/twinbit:/var/lib/further");
        assertEquals(Path.of("/var/lib/twinbit"), stateDir("", systemd));
        assertEquals(folder.resolve("s"), stateDir("state_dir = \"s\"", systemd));
        assertEquals(Path.of("/srv/s"), stateDir("state_dir = \"/srv/s\"", systemd));
    }

    private Path stateDir(String key, Map<String, String> environment) throws Exception {
        Path file = Files.writeString(folder.resolve("twinbit.toml"), MINIMAL.replace("[mqtt]", key + "\n[mqtt]"));
        GatewayConfig config = ConfigReader.read(file, environment).config();
        assertNotNull(config);
        return config.stateDir();
    }

    @Test
    void everyMistakeIsToldInOneRunWithItsLine() throws Exception {
        assertEquals(
                List.of(
                        "2: gateway.name: found \"hall 3\", expected 1 to 64 letters, digits, '-' or '_'",
                        "3: mqtt.address: missing, expected a text in quotes; add it to [mqtt]",
                        "4: mqtt.adress: unknown key, expected one of [version, address, ca_file, certificate_file, key, client_id, username, password,"
                                + " window_messages, session_expiry_s, connect_timeout_ms, result_expiry_s]; did you mean address?",
                        "12: pipeline.decode.sample_interval_us: found \"625\", expected a whole number from 1 to 86400000000"),
                problems(MINIMAL.replace("hall-3", "hall 3")
                        .replace("address", "adress")
                        .replace("= 625", "= \"625\"")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            address = "tcp://127.0.0.1:1883" | address = 1883                | 4: mqtt.address: found 1883, expected a text in quotes
            address = "tcp://127.0.0.1:1883" | address = "127.0.0.1"         | 4: mqtt.address: found "127.0.0.1", expected tcp://host:port or ssl://host:port; a user goes into username
            address = "tcp://127.0.0.1:1883" | address = "tcp://u:geheim@h:1" | 4: mqtt.address: found user information in the address, expected tcp://host:port or ssl://host:port; a user goes into username
            [[pipeline]]                     | version = "4"~[[pipeline]]   | 5: mqtt.version: found "4", expected "5" or "3.1.1"
            [[pipeline]]                     | version = "3.1.1"~result_expiry_s = 9~[[pipeline]] | 6: mqtt.result_expiry_s: found a key that is only for version = "5"; remove it
            [[pipeline]]                     | window_messages = 0~[[pipeline]] | 5: mqtt.window_messages: found 0, expected a whole number from 1 to 1024
            [[pipeline]]                     | [htttp]~[[pipeline]]         | 5: htttp: unknown key, expected one of [gateway, journal, mqtt, http, pipeline]; did you mean http?
            [[pipeline]]                     | [http]~port = 70000~[[pipeline]] | 6: http.port: found 70000, expected a whole number from 0 to 65535
            [[pipeline]]                     | [journal]~on_full = "drop"~[[pipeline]] | 6: journal.on_full: found "drop", expected one of [block, drop_oldest, drop_newest]
            [[pipeline]]                     | [journal]~max_bytes = 2097152~[[pipeline]] | 6: journal.max_bytes: found max_bytes 2097152 and segment_bytes 8388608, expected room for 4 segments: at least 33554432
            [[pipeline]]                     | [journal]~segment_bytes = 100000000~[[pipeline]] | 6: journal.segment_bytes: found max_bytes 268435456 and segment_bytes 100000000, expected room for 4 segments: at least 400000000
            [[pipeline]]                     | [journal]~checkpoint_every_s = 0~[[pipeline]] | 6: journal.checkpoint_every_s: found 0, expected a whole number from 1 to 86400
            name = "hall-3"                  | name = "a"~topic_root = "a/#" | 3: gateway.topic_root: found "a/#", expected topic levels without '+' and '#', none empty
            """)
    void oneMistake(String right, String wrong, String problem) throws Exception {
        assertEquals(List.of(problem.split(" & ")), problems(MINIMAL.replace(right, wrong.replace('~', '\n'))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            sample_interval_us = 625 | sample_interval_us = 625~columns = ["x"]      | 13: pipeline.decode.columns: found a key that is only for format = "csv"; remove it
            sample_interval_us = 625 | sample_interval_us = 625~format = "jason"     | 13: pipeline.decode.format: found "jason", expected one of [json, csv, binary]; did you mean json?
            features = ["x", "y"]    | features = ["x", 2]                           | 11: pipeline.decode.features: found 2 in the array, expected a text in quotes
            sample_interval_us = 625 | ~                                             | 10: pipeline.decode.sample_interval_us: missing, expected a whole number from 1 to 86400000000; add it to [pipeline.decode]
            sample_interval_us = 625 | sample_interval_us = 625~timestamp = "a"~sequence = "a" | 14: pipeline.decode.sequence: found the path of decode.timestamp, expected another
            size_samples = 256       | size_samples = 256~hop_smples = 1             | 15: pipeline.window.hop_smples: unknown key, expected one of [size_samples, hop_samples, gap, gap_max_samples]; did you mean hop_samples?
            size_samples = 256       | size_samples = 256~gap_max_samples = 65537    | 15: pipeline.window.gap_max_samples: found 65537, expected a whole number from 0 to 65536
            size_samples = 256       | size_samples = 256~[pipeline.preprocess]~mean = [0.0, 0.0] | 16: pipeline.preprocess.mean: found mean without std, expected both or neither
            size_samples = 256       | size_samples = 256~[pipeline.decide]~rule = "regression"~limit_low = 1 | 9: pipeline.labels: found 2, expected none: decide.rule regression has its own, [low, ok, high] & 15: pipeline.decide.limit_high: missing, expected a number; add it to [pipeline.decide]
            size_samples = 256       | size_samples = 256~[pipeline.decide]~max_error = 1 | 16: pipeline.decide.max_error: found a key that is only for rule = "reconstruction"; remove it
            size_samples = 256       | size_samples = 256~[pipeline.decide]~threshold = nan | 16: pipeline.decide.threshold: found NaN, expected a finite number
            size_samples = 256       | size_samples = 256~[pipeline.decide]~rule = "multi_label"~threshold = 1~thresholds = [0, 1] | 17: pipeline.decide.threshold: found threshold and thresholds, expected one of them; remove the other
            """)
    void oneMistakeInAPipeline(String right, String wrong, String problem) throws Exception {
        oneMistake(right, wrong, problem);
    }

    @Test
    void noTextOfTheFileEndsTheReading() throws Exception {
        assertEquals(
                List.of("8: pipeline.model: found a zero character, expected text without one"),
                problems(MINIMAL.replace("model.tflite", "a\\u0000b")));
        assertEquals(
                List.of(" not TOML that can be read: tables or arrays are nested too deep"),
                problems("a = " + "[".repeat(200_000)));
    }

    @Test
    void filesOfTlsAreLookedForAndBelongToAnAddressWithTls() throws Exception {
        String tls = MINIMAL.replace("[[pipeline]]", "ca_file = \"ca.pem\"\ncertificate_file = \"own.pem\"\n[[pipeline]]");
        Files.writeString(folder.resolve("own.pem"), "");
        assertEquals(
                List.of(
                        "5: mqtt.ca_file: found no file " + folder.resolve("ca.pem"),
                        "6: mqtt.certificate_file: found certificate_file without key, expected both or neither"),
                problems(tls.replace("tcp://", "ssl://")));
        Files.writeString(folder.resolve("ca.pem"), "");
        Files.writeString(folder.resolve("own.key"), "");
        String whole = tls.replace("[[pipeline]]", "key = { file = \"own.key\" }\n[[pipeline]]");
        assertEquals(List.of(), problems(whole.replace("tcp://", "ssl://")));
        List<String> plain = problems(whole);
        assertEquals(3, plain.size(), plain::toString);
        assertTrue(plain.stream().allMatch(p -> p.endsWith("only for an address with TLS, ssl://host:port; remove it")), plain::toString);
    }

    @Test
    void sharedSubscriptionsNeedMqtt5() throws Exception {
        String shared = MINIMAL.replaceFirst("topic = \"", "topic = \"\\$share/g/");
        assertEquals(List.of(), problems(shared));
        List<String> old = problems(shared.replace("[[pipeline]]", "version = \"3.1.1\"\n[[pipeline]]"));
        assertEquals(1, old.size(), old::toString);
        assertTrue(old.getFirst().contains("pipeline.topic: found a shared subscription"), old::toString);
    }

    @Test
    void userPropertiesNeedMqtt5() throws Exception {
        String named = MINIMAL.replace("topic = ", "device_property = \"d\"\ntopic = ")
                .replace("[pipeline.window]", "identity_property = \"i\"\n[pipeline.window]");
        assertEquals(List.of(), problems(named));
        List<String> old = problems(named.replace("[[pipeline]]", "version = \"3.1.1\"\n[[pipeline]]"));
        assertEquals(2, old.size(), old::toString);
        assertTrue(old.getFirst().startsWith("8: pipeline.device_property: found a user property and mqtt.version \"3.1.1\""), old::toString);
        assertTrue(old.getLast().startsWith("15: pipeline.decode.identity_property: "), old::toString);
    }

    @Test
    void labelsMayBeAFile() throws Exception {
        String text = MINIMAL.replace("[\"normal\", \"imbalance\"]", "\"labels.txt\"");
        Reading missing = read(text);
        assertEquals(Problem.Kind.MISSING_FILE, missing.problems().worst());
        Files.writeString(folder.resolve("labels.txt"), "normal\nouter race \n\n");
        assertEquals(List.of("normal", "outer race"), config(text).pipelines().getFirst().spec().labels());
    }

    @Test
    void aProfileThatIsAPathIsRelativeToTheFile() throws Exception {
        assertEquals("tflm-reference", config(MINIMAL).pipelines().getFirst().profile());
        String text = MINIMAL.replace("labels", "profile = \"my/board.toml\"\nlabels");
        assertEquals(folder.resolve("my/board.toml").toString(), config(text).pipelines().getFirst().profile());
    }

    @Test
    void aFileThatIsNotTomlIsToldWithItsLines() throws Exception {
        List<String> problems = problems(MINIMAL.replace("[mqtt]", "[mqtt"));
        assertTrue(problems.getFirst().startsWith("3: not TOML: "), problems.toString());
    }

    @Test
    void aFileThatIsNotThereIsAMissingFile() {
        Path file = folder.resolve("no.toml");
        Problems problems = ConfigReader.read(file, Map.of()).problems();
        assertEquals(Problem.Kind.MISSING_FILE, problems.worst());
        assertEquals(
                file + ": found no file " + file + "; expected a TOML file (--config FILE)",
                problems.inOrder().getFirst().toString());
    }

    @Test
    void pipelinesNeedNamesOfTheirOwnAndThereIsAtLeastOne() throws Exception {
        assertEquals(
                List.of("16: pipeline.name: found \"vibration\" a second time, expected a name of its own"),
                problems(MINIMAL + PIPELINE));
        assertEquals(
                List.of("1: pipeline: missing, expected at least one [[pipeline]]"), problems(MINIMAL.replace(PIPELINE, "")));
    }

    @Test
    void everyPipelineIsReadSoThatItsModelCanBeCheckedToo() throws Exception {
        Reading reading = read(MINIMAL + PIPELINE.replace("vibration", "second").replace("256", "0"));
        assertNull(reading.config());
        assertEquals(List.of("vibration", "second"), reading.pipelines().stream().map(PipelineConfig::name).toList());
        assertEquals(
                List.of("24: pipeline.window.size_samples: found 0, expected a whole number from 1 to 16777216"),
                texts(reading.problems()));
    }

    @Test
    void secretsComeFromFilesAndAreNeverShown() throws Exception {
        Files.writeString(folder.resolve("password"), "geheim\n");
        for (String where : List.of("file = \"password\"", "credential = \"password\"")) {
            GatewayConfig config = config(withPassword("{ " + where + " }"));
            byte[] secret = Objects.requireNonNull(config.mqtt().password()).reveal();
            assertEquals("geheim", new String(secret, StandardCharsets.UTF_8));
            assertFalse(config.toString().contains("geheim"), config.toString());
        }
    }

    @Test
    void aSecretInTheFileItselfIsRefusedWithoutShowingIt() throws Exception {
        assertEquals(
                List.of("6: mqtt.password: found the secret itself,"
                        + " expected { file = \"path\" } or { credential = \"name\" }"),
                problems(withPassword("\"geheim\"")));
    }

    @Test
    void aSecretThatIsNotThereIsAMissingFile() throws Exception {
        Reading reading = read(withPassword("{ file = \"none\" }"));
        assertEquals(Problem.Kind.MISSING_FILE, reading.problems().worst());
        assertEquals(
                List.of("6: mqtt.password.file: found no file " + folder.resolve("none")), texts(reading.problems()));
        assertEquals(
                List.of("6: mqtt.password.credential: expected exactly one of file and credential"),
                problems(withPassword("{ file = \"a\", credential = \"b\" }")));
    }

    private static String withPassword(String value) {
        return MINIMAL.replace("[[pipeline]]", "username = \"u\"\npassword = " + value + "\n[[pipeline]]");
    }

    private GatewayConfig config(String text) throws Exception {
        Reading reading = read(text);
        assertEquals(List.of(), reading.problems().inOrder());
        return Objects.requireNonNull(reading.config());
    }

    private Reading read(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("twinbit.toml"), text);
        return ConfigReader.read(file, Map.of("CREDENTIALS_DIRECTORY", folder.toString()));
    }

    /** Each problem without the name of the file. */
    private List<String> problems(String text) throws Exception {
        return texts(read(text).problems());
    }

    private List<String> texts(Problems problems) {
        String prefix = folder.resolve("twinbit.toml") + ":";
        return problems.inOrder().stream().map(p -> p.toString().substring(prefix.length())).toList();
    }
}
