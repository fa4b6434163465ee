package io.twinbit.nn.emit;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an exported network is called: the prefix of every name in its C, so that several networks live in one binary.
 *
 * @param lower as in functions, types and files: {@code kws}
 */
public record CName(String lower) {
    private static final int MAX_CHARACTERS = 40;
    private static final Pattern IDENTIFIER = Pattern.compile("[a-z][a-z0-9_]*");

    /** Prefixes with which a name of C, of C++ or of its library would come about. */
    private static final Set<String> TAKEN = Set.of(
            "int", "uint", "mem", "str", "is", "to", "wcs", "atomic", "pthread", "std", "size", "ptrdiff", "max", "va",
            "wchar", "static", "const", "reinterpret", "dynamic", "thread", "co", "alignas", "alignof", "not", "and",
            "or", "xor");

    /** @throws IllegalArgumentException if the name cannot be such a prefix; says why */
    public CName {
        if (!IDENTIFIER.matcher(lower).matches() || lower.length() > MAX_CHARACTERS) {
            throw new IllegalArgumentException("'" + lower + "' cannot be the network's name in C: a small letter, then small"
                    + " letters, digits and underscores, " + MAX_CHARACTERS + " at most, are expected");
        }
        if (TAKEN.contains(lower)) {
            throw new IllegalArgumentException("'" + lower + "' cannot be the network's name in C: names of the C library"
                    + " begin with '" + lower + "_'");
        }
    }

    /** A name made of any text: {@code KWS ref-model} gives {@code kws_ref_model}. */
    public static CName of(String text) {
        String name = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_+|_+$", "");
        if (name.isEmpty() || !Character.isLetter(name.charAt(0)) || TAKEN.contains(name)) {
            name = "net_" + name;
        }
        return new CName(name.substring(0, Math.min(name.length(), MAX_CHARACTERS)));
    }

    /** As in macros: {@code KWS}. */
    public String upper() {
        return lower.toUpperCase(Locale.ROOT);
    }

    /** C that is written for the prefix {@code twinbit}, with this one instead. */
    String rename(String text) {
        return text.replace("twinbit_", lower + "_").replace("TWINBIT_", upper() + "_");
    }
}
