package io.twinbit.app.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Everything that is wrong with one configuration, collected so that one run tells all of it. Confined to one thread. */
public final class Problems {
    private final String file;
    private final List<Problem> found = new ArrayList<>();

    public Problems(String file) {
        this.file = file;
    }

    /** Says in words why a file could not be read. */
    public static String why(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "found no file " + missing.getFile();
            case AccessDeniedException denied -> "found a file that this user may not read, " + denied.getFile();
            case FileSystemException other -> "cannot read " + other.getFile() + ": " + other.getReason();
            default -> "cannot be read: " + e.getMessage();
        };
    }

    public void add(Problem.Kind kind, int line, String key, String text) {
        found.add(new Problem(kind, file, line, key, text));
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public int count() {
        return found.size();
    }

    /** In the order of the file's lines. */
    public List<Problem> inOrder() {
        return found.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
    }

    /** The kind that decides the exit status: a wrong configuration before a missing file before a wrong model. */
    public Problem.Kind worst() {
        return found.stream()
                .map(Problem::kind)
                .min(Comparator.naturalOrder())
                .orElseThrow(() -> new IllegalStateException("there is no problem"));
    }
}
