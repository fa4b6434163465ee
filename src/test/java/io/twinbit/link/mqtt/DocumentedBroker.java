package io.twinbit.link.mqtt;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.testing.OptionalTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files in docs/broker.md, so that what is written there is what is tested. */
final class DocumentedBroker {
    private DocumentedBroker() {}

    /**
     * A mosquitto that is set up so.
     *
     * @param configuration name of the file
     * @param etc in the place of /etc/mosquitto: certificates are there, the access rules are put there
     */
    static MosquittoBroker start(String configuration, Path etc, Path folder) throws IOException {
        Path mosquitto = OptionalTool.program("mosquitto", "apt-get install mosquitto");
        Files.writeString(etc.resolve("acl"), file("acl"));
        List<String> lines = file(configuration).lines()
                .filter(line -> !line.startsWith("listener ")) // the broker has a port of its own
                .map(line -> line.replace("/etc/mosquitto", etc.toString()))
                .toList();
        return new MosquittoBroker(mosquitto, folder, "ssl", lines);
    }

    /** The code block after {@code <!-- file: NAME -->}. */
    static String file(String name) throws IOException {
        String text = Files.readString(Path.of("docs", "broker.md"));
        String start = "<!-- file: " + Pattern.quote(name) + " -->\n+```\\w*\n";
        Matcher block = Pattern.compile(start + "(.*?)```", Pattern.DOTALL).matcher(text);
        assertTrue(block.find(), "docs/broker.md has no file " + name);
        return block.group(1);
    }
}
