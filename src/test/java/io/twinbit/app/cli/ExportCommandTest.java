package io.twinbit.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.firmware.HostCompiler;
import io.twinbit.testing.OptionalTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** export as scripts see it, and the folders that it writes. */
class ExportCommandTest {
    private static final String MODEL = "demo/room-occupancy/model_int8.tflite";
    private static final String OTHER_MODEL = "demo/machine-vibration/model_int8.tflite";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private CommandRun export(String out, String... more) {
        List<String> line = new ArrayList<>(List.of("export", MODEL, "--out", folder.resolve(out).toString()));
        line.addAll(List.of(more));
        return CommandRun.of(line.toArray(String[]::new));
    }

    @Test
    void twoExportsAreEqualByteForByte() throws IOException {
        assertEquals(0, export("a", "--name", "room").status());
        assertEquals(0, export("deep/er/b", "--name", "room").status());
        SortedMap<String, String> first = texts(folder.resolve("a"));
        assertEquals(first, texts(folder.resolve("deep/er/b")));
        assertTrue(first.containsKey("room.c") && first.containsKey("room_main.c"), first.keySet().toString());
        JsonNode manifest = JsonMapper.shared().readTree(text(first, "MANIFEST.json"));
        assertEquals(first.size() - 1, manifest.get("files").size());
        assertTrue(text(first, "room.h").contains(manifest.get("arithmetic_id").asString()));
        assertEquals(4, manifest.get("layers").size());
    }

    @Test
    void aFolderWithSomethingInItIsLeftAlone() throws IOException {
        Files.createDirectories(folder.resolve("mine/src"));
        Files.writeString(folder.resolve("mine/notes.txt"), "mine");
        CommandRun refused = export("mine");
        assertEquals(66, refused.status());
        assertTrue(refused.err().contains("is not empty"), refused.err());
        assertEquals(0, export("mine", "--force", "--name", "first").status());
        assertEquals(0, export("mine", "--force", "--name", "second").status());
        SortedMap<String, String> now = texts(folder.resolve("mine"));
        assertEquals("mine", now.get("notes.txt"));
        assertTrue(now.containsKey("second.c") && !now.containsKey("first.c"), now.keySet().toString());
    }

    @Test
    void whatCannotBeExportedLeavesNothingBehind() throws IOException {
        CommandRun run = CommandRun.of(
                "export", "demo/room-occupancy/model_float.tflite", "--out", folder.resolve("x/y").toString());
        assertEquals(65, run.status());
        assertTrue(run.err().contains("operator 0 FULLY_CONNECTED"), run.err());
        assertEquals(64, export("x/y", "--name", "Int").status());
        assertEquals(64, export("x/y", "--name", "int").status());
        assertEquals(64, export("x/y", "--format", "maven").status());
        assertEquals(64, export("x/y", "--known-answers", "0").status());
        Files.write(folder.resolve("short.bin"), new byte[3]);
        assertEquals(65, export("x/y", "--inputs", folder.resolve("short.bin").toString()).status());
        Files.writeString(folder.resolve("file"), "");
        assertEquals(66, export("file").status());
        assertEquals(66, export("file/under").status());
        assertFalse(Files.exists(folder.resolve("x")));
    }

    @Test
    void recordedInputsAreKnownAnswersToo() throws IOException {
        byte[] inputs = Files.readAllBytes(Path.of("demo/room-occupancy/test_inputs.bin"));
        int bytes = 50;
        Files.write(folder.resolve("three.bin"), Arrays.copyOf(inputs, 3 * bytes));
        CommandRun run = export("r", "--name", "room", "--known-answers", "2", "--inputs", folder.resolve("three.bin").toString());
        assertEquals(0, run.status(), run.err());
        assertTrue(Files.readString(folder.resolve("r/room_known_answers.h")).contains("ROOM_KNOWN_ANSWERS 5"));
    }

    @Test
    void severalNetworksLiveInOneBinary() throws IOException, InterruptedException {
        assertEquals(0, export("a", "--name", "room").status());
        assertEquals(0, CommandRun.of("export", OTHER_MODEL, "--out", folder.resolve("b").toString(), "--name", "machine").status());
        Path main = folder.resolve("main.cpp");
        Files.writeString(main, """
                #include "room_known_answers.h"
                #include "machine_known_answers.h"
                static room_arena a;
                static machine_arena b;
                int main() { return room_self_test(&a, 0) + machine_self_test(&b, 0); }
                """);
        List<String> objects = new ArrayList<>();
        for (Path sources : List.of(folder.resolve("a"), folder.resolve("b"))) {
            for (String file : texts(sources).keySet()) {
                if (file.endsWith(".c") && !file.endsWith("_main.c")) {
                    Path object = sources.resolve(file.replace(".c", ".o"));
                    HostCompiler.run(List.of(cc(), "-std=c99", "-O2", "-I", sources.toString(), "-c",
                            sources.resolve(file).toString(), "-o", object.toString()), 0);
                    objects.add(object.toString());
                }
            }
        }
        List<String> link = new ArrayList<>(List.of(
                OptionalTool.program("g++", "apt-get install g++").toString(), "-Wall", "-Wextra", "-Werror",
                "-I", folder.resolve("a").toString(), "-I", folder.resolve("b").toString(), main.toString()));
        link.addAll(objects);
        link.addAll(List.of("-o", folder.resolve("both").toString()));
        HostCompiler.run(link, 0);
        HostCompiler.run(List.of(folder.resolve("both").toString()), 0);
    }

    @Test
    void theCmakePackageBuildsAndTestsItself() throws IOException, InterruptedException {
        assertEquals(0, export("p", "--name", "room", "--format", "cmake").status());
        String cmake = OptionalTool.program("cmake", "apt-get install cmake").toString();
        String build = folder.resolve("build").toString();
        HostCompiler.run(List.of(cmake, "-S", folder.resolve("p").toString(), "-B", build), 0);
        HostCompiler.run(List.of(cmake, "--build", build), 0);
        HostCompiler.run(List.of(folder.resolve("build/room_self_test").toString()), 0);
    }

    /** Every source that a package names is there, its examples compile, and its descriptions are what their tools read. */
    @ParameterizedTest
    @ValueSource(strings = {"arduino", "platformio", "zephyr", "esp-idf"})
    void packagesHaveTheShapeOfTheirEcosystem(String format) throws IOException, InterruptedException {
        assertEquals(0, export("p", "--name", "room", "--format", format).status());
        SortedMap<String, String> files = texts(folder.resolve("p"));
        assertTrue(files.keySet().stream().noneMatch(file -> file.endsWith("_main.c")));
        files.values().forEach(text -> assertFalse(text.contains("twinbit_") || text.contains("@name@"), text));
        switch (format) {
            case "arduino" -> {
                for (String key : List.of("name=room", "version=1.0.0", "sentence=", "architectures=*", "includes=room.h")) {
                    assertTrue(text(files, "library.properties").contains(key), key);
                }
                assertTrue(files.containsKey("src/room.c") && files.containsKey("src/room.h"));
                assertTrue(text(files, "examples/SelfTest/SelfTest.ino").contains("room_self_test"));
            }
            case "platformio" -> {
                JsonNode library = JsonMapper.shared().readTree(text(files, "library.json"));
                assertEquals("room", library.get("name").asString());
                String example = library.get("examples").get(0).get("base").asString() + "/main.c";
                assertTrue(files.containsKey(example), example);
                compileExample(example);
            }
            case "zephyr" -> named(files, "zephyr/CMakeLists.txt", "zephyr/", text(files, "zephyr/Kconfig").contains("config ROOM"));
            default -> named(files, "CMakeLists.txt", "", text(files, "idf_component.yml").contains("version: \"1.0.0\""));
        }
    }

    private void compileExample(String example) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                cc(), "-std=c99", "-Wall", "-Wextra", "-Werror", "-I", folder.resolve("p/include").toString(),
                folder.resolve("p").resolve(example).toString()));
        texts(folder.resolve("p/src")).keySet().forEach(source -> command.add(folder.resolve("p/src/" + source).toString()));
        command.addAll(List.of("-o", folder.resolve("example").toString()));
        HostCompiler.run(command, 0);
        assertTrue(HostCompiler.run(List.of(folder.resolve("example").toString()), 0).endsWith("0 known answers differ\n"));
    }

    private static void named(SortedMap<String, String> files, String list, String from, boolean described) {
        assertTrue(described);
        long sources = text(files, list).lines()
                .map(line -> line.strip().replace("\"", ""))
                .filter(line -> line.endsWith(".c"))
                .peek(source -> assertTrue(files.containsKey(Path.of(from + source).normalize().toString()), source))
                .count();
        assertEquals(files.keySet().stream().filter(file -> file.startsWith("src/") && file.endsWith(".c")).count(), sources);
    }

    private static String text(SortedMap<String, String> files, String file) {
        return Objects.requireNonNull(files.get(file), file);
    }

    private static String cc() {
        return OptionalTool.program("cc", "apt-get install gcc").toString();
    }

    private static SortedMap<String, String> texts(Path folder) throws IOException {
        SortedMap<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.toString().endsWith(".o")) {
                    texts.put(folder.relativize(file).toString(), Files.readString(file));
                }
            }
        }
        return texts;
    }
}
