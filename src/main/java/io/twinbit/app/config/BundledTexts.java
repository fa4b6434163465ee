package io.twinbit.app.config;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Text files that come with Twinbit, in its jar or in the folder of classes that it runs from. */
final class BundledTexts {
    private BundledTexts() {}

    /** All with one of these endings in a folder of the jar, by file name. */
    static SortedMap<String, String> in(String folder, String... endings) throws IOException {
        Path origin = origin();
        if (Files.isDirectory(origin)) {
            return texts(origin.resolve(folder), endings);
        }
        try (FileSystem jar = FileSystems.newFileSystem(origin)) {
            return texts(jar.getPath(folder), endings);
        }
    }

    private static SortedMap<String, String> texts(Path folder, String... endings) throws IOException {
        SortedMap<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                if (List.of(endings).stream().anyMatch(name::endsWith)) {
                    texts.put(name, Files.readString(file));
                }
            }
        }
        return texts;
    }

    /** The jar, or the folder of classes, that this class was loaded from. */
    private static Path origin() {
        try {
            return Path.of(BundledTexts.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
