package io.twinbit.nn.emit;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hand-written C of {@code firmware-export}: kernels, one a file, and the headers they share.
 *
 * @param files text by file name: {@code twinbit_conv_2d_s8.c}
 */
public record KernelLibrary(Map<String, String> files) {
    private static final Pattern INCLUDE = Pattern.compile("(?m)^#include \"(twinbit_[a-z0-9_]+\\.h)\"");

    /** What an export has of its own under this name. */
    static final String CONFIG = "twinbit_config.h";

    public KernelLibrary {
        files = Map.copyOf(files);
    }

    boolean has(String file) {
        return files.containsKey(file);
    }

    /** These files and all that they include, but {@link #CONFIG}. */
    SortedMap<String, String> closure(Collection<String> names) {
        SortedMap<String, String> closure = new TreeMap<>();
        Deque<String> open = new ArrayDeque<>(names);
        while (!open.isEmpty()) {
            String name = open.pop();
            if (!name.equals(CONFIG) && !closure.containsKey(name)) {
                String text = text(name);
                closure.put(name, text);
                Matcher include = INCLUDE.matcher(text);
                while (include.find()) {
                    open.push(include.group(1));
                }
            }
        }
        return closure;
    }

    private String text(String name) {
        String text = files.get(name);
        if (text == null) {
            throw new IllegalStateException("firmware-export has no " + name);
        }
        return text;
    }
}
