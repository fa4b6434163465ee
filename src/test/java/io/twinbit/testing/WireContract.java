package io.twinbit.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The examples of docs/wire-contract.md, so that the document and the code cannot part. */
public final class WireContract {
    private WireContract() {}

    /** The fenced block after {@code <!-- example: name -->}. */
    public static String example(String name) {
        Pattern block = Pattern.compile("<!-- example: " + Pattern.quote(name) + " -->\\s*```\\w*\\n(.*?)\\n```", Pattern.DOTALL);
        try {
            Matcher matcher = block.matcher(Files.readString(Path.of("docs/wire-contract.md")));
            if (!matcher.find()) {
                throw new AssertionError("docs/wire-contract.md has no example '" + name + "'");
            }
            return matcher.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
