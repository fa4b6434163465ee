package io.twinbit.nn.emit;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of a package while it is put together. Texts have the prefix {@code twinbit}, which becomes the name. */
final class PackageFiles {
    /** Of a package; the network's own identities are in its header. */
    static final String VERSION = "1.0.0";

    private final Export export;
    private final CName name;
    private final SortedMap<String, String> files = new TreeMap<>();

    PackageFiles(Export export) {
        this.export = export;
        this.name = export.options().name();
    }

    /** Headers go to one folder, sources but the main program to another. */
    PackageFiles sources(String headers, String sources) {
        export.files().forEach((file, text) -> {
            if (!file.equals(main())) {
                files.put((file.endsWith(".h") ? headers : sources) + file, text);
            }
        });
        return this;
    }

    /** The main program for hosts. */
    PackageFiles main(String folder) {
        files.put(folder + main(), export.files().get(main()));
        return this;
    }

    private String main() {
        return name.lower() + "_main.c";
    }

    PackageFiles add(String path, String text) {
        files.put(renamed(path), renamed(text));
        return this;
    }

    private String renamed(String text) {
        return name.rename(text)
                .replace("@name@", name.lower())
                .replace("@NAME@", name.upper())
                .replace("@version@", VERSION)
                .replace("@sentence@", sentence());
    }

    /** One line for people, without quotes. */
    private String sentence() {
        return "A quantized neural network as C99 (" + export.options().title().replaceAll("[\"'\\\\]", "") + ", arithmetic "
                + export.arithmeticId() + ")";
    }

    /** Names of the sources but the main program, sorted. */
    List<String> sourceNames() {
        return export.files().keySet().stream().filter(file -> file.endsWith(".c") && !file.equals(main())).toList();
    }

    boolean hasState() {
        return export.stateBytes() > 0;
    }

    SortedMap<String, String> toMap() {
        return files;
    }
}
