package io.twinbit.app.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Follows {@code { file = "path" }} or {@code { credential = "name" }} to a secret, and looks whether it can be read. */
final class SecretReader {
    private final Section section;
    private final Path folder;
    private final Map<String, String> environment;

    SecretReader(Section section, Path folder, Map<String, String> environment) {
        this.section = section;
        this.folder = folder;
        this.environment = environment;
    }

    @Nullable Secret read() {
        String file = section.text("file");
        String credential = section.text("credential");
        section.reportUnknownKeys();
        if (file != null && credential == null) {
            return read("file", folder.resolve(file));
        }
        if (credential != null && file == null) {
            return credential(credential);
        }
        section.problem(file == null ? "file" : "credential", "expected exactly one of file and credential");
        return null;
    }

    private @Nullable Secret credential(String name) {
        String credentials = environment.get("CREDENTIALS_DIRECTORY");
        if (credentials == null) {
            section.problem(
                    Problem.Kind.MISSING_FILE,
                    "credential",
                    "found no CREDENTIALS_DIRECTORY in the environment, expected systemd's; add LoadCredential=" + name
                            + ":PATH to the unit, or use file");
            return null;
        }
        if (name.contains("/") || name.equals("..")) {
            section.problem("credential", "found \"" + name + "\", expected a name without '/'");
            return null;
        }
        return read("credential", Path.of(credentials, name));
    }

    private @Nullable Secret read(String key, Path path) {
        Secret secret = new Secret(path);
        try {
            secret.reveal();
            return secret;
        } catch (IOException e) {
            section.problem(Problem.Kind.MISSING_FILE, key, Problems.why(e));
            return null;
        }
    }
}
