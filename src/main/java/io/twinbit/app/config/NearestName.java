package io.twinbit.app.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody who misspelt a name probably meant, by edit distance (Levenshtein: insert, delete, replace). */
final class NearestName {
    private NearestName() {}

    /** The nearest of {@code names}, unless even that one needs more than a third of the letters changed, or 2. */
    static Optional<String> of(String misspelt, Collection<String> names) {
        int limit = Math.max(2, misspelt.length() / 3);
        return names.stream()
                .filter(name -> distance(misspelt, name) <= limit)
                .min(Comparator.comparingInt(name -> distance(misspelt, name)));
    }

    static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(previous[j], row[j - 1]) + 1);
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
