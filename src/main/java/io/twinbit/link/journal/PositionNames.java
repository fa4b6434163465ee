package io.twinbit.link.journal;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the files of a folder are called: {@code folder/<20 digits of a position><ending>}, so that names sort as positions do; with
 * {@value #UNFINISHED} behind it until a file is whole.
 */
final class PositionNames {
    static final String UNFINISHED = ".new";
    /** Any 64-bit position fits, and none is negative. */
    private static final String DIGITS = "/(0\\d{19})";

    private final String folder;
    private final String ending;
    private final Pattern pattern;

    PositionNames(String folder, String ending) {
        this.folder = folder;
        this.ending = ending;
        this.pattern = Pattern.compile(Pattern.quote(folder) + DIGITS + Pattern.quote(ending));
    }

    String folder() {
        return folder;
    }

    String of(long position) {
        return String.format(Locale.ROOT, "%s/%020d%s", folder, position, ending);
    }

    /** The position that a name says, or -1 when it is none of these. */
    long position(String name) {
        Matcher matcher = pattern.matcher(name);
        try {
            return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
        } catch (NumberFormatException e) {
            return -1; // more than 64 bits
        }
    }

    /** The position of the file behind the {@code i}th of these; {@link Long#MAX_VALUE} when that is the last. */
    long follower(List<String> names, int i) {
        return i + 1 < names.size() ? position(names.get(i + 1)) : Long.MAX_VALUE;
    }

    /** Of all files that are there and whole, in the order of their positions. */
    List<String> list(Storage storage) throws IOException {
        return storage.list(folder).stream().filter(name -> position(name) >= 0).toList();
    }

    /** Removes what was being written when the power went. */
    void removeUnfinished(Storage storage) throws IOException {
        for (String name : storage.list(folder)) {
            if (name.endsWith(ending + UNFINISHED)) {
                storage.delete(name);
            }
        }
    }
}
