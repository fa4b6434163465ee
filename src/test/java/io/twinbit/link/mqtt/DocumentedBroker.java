package io.twinbit.link.mqtt;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files in docs/broker.md, so that what is written there is what is tested. */
final class DocumentedBroker {
    private DocumentedBroker() {}

    /** The code block after {@code <!-- file: NAME -->}. */
    static String block(String name) throws IOException {
        String text = Files.readString(Path.of("docs", "broker.md"));
        Matcher block = Pattern.compile("<!-- file: " + Pattern.quote(name) + " -->\n+```\\w*\n(.*?)```", Pattern.DOTALL).matcher(text);
        assertTrue(block.find(), "docs/broker.md has no file " + name);
        return block.group(1);
    }
}
