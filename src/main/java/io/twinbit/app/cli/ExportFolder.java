package io.twinbit.app.cli;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * Writes a folder of files all at once: they are put together beside it and then moved, so that a failure leaves nothing
 * behind. A folder with something in it is not touched unless that is wanted; then files of an earlier export go.
 */
final class ExportFolder {
    private final Path folder;
    private final boolean force;

    ExportFolder(Path folder, boolean force) {
        this.folder = folder.toAbsolutePath().normalize();
        this.force = force;
    }

    /** Fails if there is something that would have to be overwritten. */
    void check() throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new Failure(ExitCode.FILE, folder + " is a file; a folder that is empty or not there yet expected");
        }
        if (!force && !isEmpty()) {
            throw new Failure(ExitCode.FILE, folder + " is not empty; give another folder, or --force to write there all the same");
        }
    }

    private boolean isEmpty() throws IOException {
        if (!Files.exists(folder)) {
            return true;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    /**
     * Writes the files.
     *
     * @param stale paths in the folder that an earlier export wrote; those that are not written anew are deleted
     */
    void write(SortedMap<String, String> files, List<String> stale) throws IOException {
        Deque<Path> created = createParents();
        Path staging = null;
        try {
            staging = Files.createTempDirectory(folder.getParent(), "." + folder.getFileName() + "-");
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = staging.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
            move(staging, files);
            created.clear();
        } finally {
            if (staging != null) {
                delete(staging);
            }
            for (Path parent : created) {
                Files.deleteIfExists(parent);
            }
        }
        for (String path : stale) {
            if (!files.containsKey(path)) {
                removeStale(path);
            }
        }
    }

    /** Innermost first. */
    private Deque<Path> createParents() throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path parent = folder.getParent(); parent != null && !Files.exists(parent); parent = parent.getParent()) {
            missing.addLast(parent);
        }
        Files.createDirectories(folder.getParent());
        return missing;
    }

    private void move(Path staging, SortedMap<String, String> files) throws IOException {
        if (isEmpty()) {
            Files.deleteIfExists(folder);
            Files.move(staging, folder);
            return;
        }
        for (String file : files.keySet()) {
            Path target = folder.resolve(file);
            Files.createDirectories(target.getParent());
            Files.move(staging.resolve(file), target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** With the folders that become empty; a path that leads out of the folder is not ours. */
    private void removeStale(String path) throws IOException {
        Path file = folder.resolve(path).normalize();
        if (!file.startsWith(folder) || file.equals(folder)) {
            return;
        }
        Files.deleteIfExists(file);
        try {
            Path parent = file.getParent();
            while (parent != null && !parent.equals(folder)) {
                Files.delete(parent);
                parent = parent.getParent();
            }
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            return; // somebody else's files are there
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
