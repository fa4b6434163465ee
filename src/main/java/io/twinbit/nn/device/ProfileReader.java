package io.twinbit.nn.device;

import io.twinbit.nn.fixed.Rounding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Reads one profile and collects everything that is wrong with it. */
final class ProfileReader {
    private static final Set<String> KEYS =
            Set.of("description", "library", "standing", "ram_bytes", "flash_bytes", "arithmetic");
    private static final Set<String> ARITHMETIC_KEYS =
            Set.of("rounding", "derivation", "convolution_scale", "kernel_generation", "quirks");

    private final String name;
    private final TomlParseResult root;
    private final List<String> problems = new ArrayList<>();

    ProfileReader(String name, String toml) {
        this.name = name;
        this.root = Toml.parse(toml);
    }

    DeviceProfile read() {
        root.errors().forEach(e -> report(e.position(), String.valueOf(e.getMessage())));
        failIfAny();
        rejectUnknown(root, KEYS);
        String description = text(root, "description");
        String library = text(root, "library");
        Standing standing = choice(root, "standing", Standing.values(), Standing::label);
        Long ramBytes = bytes("ram_bytes");
        Long flashBytes = bytes("flash_bytes");
        Arithmetic arithmetic = arithmetic();
        failIfAny();
        return new DeviceProfile(name, description, library, standing, arithmetic, ramBytes, flashBytes);
    }

    private Arithmetic arithmetic() {
        TomlTable table = table(root, "arithmetic");
        rejectUnknown(table, ARITHMETIC_KEYS);
        Rounding[] roundings = {Rounding.DOUBLE, Rounding.SINGLE};
        return new Arithmetic(
                choice(table, "rounding", roundings, r -> r.name().toLowerCase(Locale.ROOT)),
                choice(table, "derivation", Derivation.values(), Derivation::label),
                choice(table, "convolution_scale", ScaleType.values(), ScaleType::label),
                choice(table, "kernel_generation", KernelGeneration.values(), KernelGeneration::label),
                quirks(table));
    }

    /** The optional table {@code [arithmetic.quirks]}: a quirk's name to its standing. */
    private Map<Quirk, Standing> quirks(TomlTable arithmetic) {
        Map<Quirk, Standing> quirks = new EnumMap<>(Quirk.class);
        if (!arithmetic.contains("quirks")) {
            return quirks;
        }
        TomlTable table = table(arithmetic, "quirks");
        rejectUnknown(table, Arrays.stream(Quirk.values()).map(Quirk::label).collect(Collectors.toSet()));
        for (Quirk quirk : Quirk.values()) {
            if (table.contains(quirk.label())) {
                quirks.put(quirk, choice(table, quirk.label(), Standing.values(), Standing::label));
            }
        }
        return quirks;
    }

    private TomlTable table(TomlTable parent, String key) {
        if (parent.get(List.of(key)) instanceof TomlTable table) {
            return table;
        }
        report(parent.inputPositionOf(List.of(key)), "'" + key + "' must be a table [" + key + "]");
        return Toml.parse("");
    }

    /** A number of bytes that need not be there. */
    private @Nullable Long bytes(String key) {
        Object found = root.get(List.of(key));
        if (found == null || (found instanceof Long bytes && bytes > 0)) {
            return (Long) found;
        }
        report(root.inputPositionOf(List.of(key)), "'" + key + "' is " + found + ", a whole number above 0 expected");
        return null;
    }

    private String text(TomlTable table, String key) {
        if (table.get(List.of(key)) instanceof String text && !text.isBlank()) {
            return text;
        }
        report(table.inputPositionOf(List.of(key)), "'" + key + "' must be a text");
        return "";
    }

    /** One of {@code values} by its label; the first one stands in when the key is wrong, and is never used then. */
    private <T> T choice(TomlTable table, String key, T[] values, Function<T, String> label) {
        Object found = table.get(List.of(key));
        for (T value : values) {
            if (label.apply(value).equals(found)) {
                return value;
            }
        }
        String expected = Arrays.stream(values)
                .map(v -> "\"" + label.apply(v) + "\"")
                .collect(Collectors.joining(" or "));
        report(table.inputPositionOf(List.of(key)),
                "'" + key + (found == null ? "' is missing: " : "' is " + found + ", expected ") + expected);
        return values[0];
    }

    private void rejectUnknown(TomlTable table, Set<String> known) {
        for (String key : table.keySet()) {
            if (!known.contains(key)) {
                report(table.inputPositionOf(List.of(key)), "unknown key '" + key + "', known here: "
                        + String.join(", ", new TreeSet<>(known)));
            }
        }
    }

    private void report(@Nullable TomlPosition position, String problem) {
        problems.add("device profile " + name + (position == null ? "" : ", line " + position.line()) + ": " + problem);
    }

    private void failIfAny() {
        if (!problems.isEmpty()) {
            throw new ProfileException(problems);
        }
    }
}
