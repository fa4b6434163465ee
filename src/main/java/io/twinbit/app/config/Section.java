package io.twinbit.app.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * One table of a TOML file, read key by key. Each getter checks type and range; what is wrong goes to the problems with
 * its line, and the getter answers with a stand-in, so that reading goes on and one run finds everything. Every key that
 * was asked for is known; {@link #reportUnknownKeys} tells the rest, each with the nearest known one.
 */
final class Section {
    private final TomlTable table;
    private final String path;
    private final int line;
    private final Problems problems;
    private final Set<String> known = new LinkedHashSet<>();

    Section(TomlTable table, String path, int line, Problems problems) {
        this.table = table;
        this.path = path;
        this.line = line;
        this.problems = problems;
    }

    int line() {
        return line;
    }

    boolean has(String key) {
        return value(key) != null;
    }

    int lineOf(String key) {
        TomlPosition at = table.inputPositionOf(List.of(key));
        return at == null ? line : at.line();
    }

    void problem(String key, String text) {
        problem(Problem.Kind.CONFIGURATION, key, text);
    }

    void problem(Problem.Kind kind, String key, String text) {
        problems.add(kind, lineOf(key), dotted(key), text);
    }

    @Nullable String text(String key) {
        if (!(value(key) instanceof String text)) {
            wrongType(key, "a text in quotes");
            return null;
        }
        if (text.indexOf('\0') >= 0) { // in no name, and no path can be made of it
            problem(key, "found a zero character, expected text without one");
            return null;
        }
        return text;
    }

    String text(String key, String byDefault) {
        String text = text(key);
        return text == null ? byDefault : text;
    }

    String requiredText(String key) {
        require(key, "a text in quotes");
        return text(key, "");
    }

    boolean flag(String key, boolean byDefault) {
        if (value(key) instanceof Boolean flag) {
            return flag;
        }
        wrongType(key, "true or false");
        return byDefault;
    }

    long integer(String key, long byDefault, long low, long high) {
        if (!(value(key) instanceof Long number)) {
            wrongType(key, "a whole number from " + low + " to " + high);
            return byDefault;
        }
        if (number < low || number > high) {
            problem(key, "found " + number + ", expected a whole number from " + low + " to " + high);
            return byDefault;
        }
        return number;
    }

    long requiredInteger(String key, long low, long high) {
        require(key, "a whole number from " + low + " to " + high);
        return integer(key, low, low, high);
    }

    /** A finite number, whole or with a fraction; null when it is not there. */
    @Nullable Double number(String key) {
        Object value = value(key);
        Double number = value == null ? null : asNumber(value);
        if (value != null && number == null) {
            wrongType(key, "a finite number");
        }
        return number;
    }

    double number(String key, double byDefault, double low, double high) {
        Double number = number(key);
        if (number == null) {
            return byDefault;
        }
        if (number < low || number > high) {
            problem(key, "found " + number + ", expected a number from " + low + " to " + high);
            return byDefault;
        }
        return number;
    }

    /** One of the constants of an enum, written in lower case. */
    <E extends Enum<E>> E choice(String key, E byDefault) {
        E[] all = byDefault.getDeclaringClass().getEnumConstants();
        List<String> names = new ArrayList<>();
        for (E constant : all) {
            names.add(lower(constant));
        }
        String text = text(key, lower(byDefault));
        int index = names.indexOf(text);
        if (index < 0) {
            problem(key, "found \"" + text + "\", expected one of " + names + meant(text, names));
            return byDefault;
        }
        return all[index];
    }

    /** An array of texts; empty when it is not there. */
    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (Object element : array(key, "an array of texts")) {
            if (element instanceof String text) {
                texts.add(text);
            } else {
                problem(key, "found " + shown(element) + " in the array, expected a text in quotes");
            }
        }
        return texts;
    }

    /** An array of finite numbers; null when it is not there. */
    float @Nullable [] numbers(String key) {
        if (!has(key)) {
            return null;
        }
        List<Object> elements = array(key, "an array of numbers");
        float[] numbers = new float[elements.size()];
        for (int i = 0; i < numbers.length; i++) {
            Double number = asNumber(elements.get(i));
            if (number == null) {
                problem(key, "found " + shown(elements.get(i)) + " in the array, expected a finite number");
            } else {
                numbers[i] = number.floatValue();
            }
        }
        return numbers;
    }

    /** The table below {@code key}; an empty one when it is not there. */
    Section table(String key) {
        if (value(key) instanceof TomlTable inner) {
            return new Section(inner, dotted(key), lineOf(key), problems);
        }
        wrongType(key, "a table, [" + dotted(key) + "]");
        return new Section(Toml.parse(""), dotted(key), line, problems);
    }

    /** Each table of the array below {@code key}. */
    List<Section> tables(String key) {
        if (!(value(key) instanceof TomlArray array)) {
            wrongType(key, "tables, [[" + dotted(key) + "]]");
            return List.of();
        }
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            if (array.get(i) instanceof TomlTable inner) {
                sections.add(new Section(inner, dotted(key), array.inputPositionOf(i).line(), problems));
            } else {
                problem(key, "found " + shown(array.get(i)) + " in the array, expected a table");
            }
        }
        return sections;
    }

    /** Says that a key which has to be there is not. */
    void require(String key, String expected) {
        if (!has(key)) {
            problem(key, "missing, expected " + expected + "; add it to [" + path + "]");
        }
    }

    /** Says that a key is there which means nothing with what else was chosen. */
    void onlyFor(String key, boolean applies, String choice) {
        if (has(key) && !applies) {
            problem(key, "found a key that is only for " + choice + "; remove it");
        }
    }

    /** Says that one of two keys is there which mean something together only. */
    void bothOrNeither(String a, String b) {
        if (has(a) != has(b)) {
            problem(has(a) ? a : b, "found " + (has(a) ? a : b) + " without " + (has(a) ? b : a) + ", expected both or neither");
        }
    }

    /** The line of each key below this table, by its path from here; this table's own by the empty path. */
    Map<String, Integer> lines() {
        Map<String, Integer> lines = new HashMap<>();
        lines.put("", line);
        for (List<String> keys : table.keyPathSet(true)) {
            lines.put(String.join(".", keys), table.inputPositionOf(keys).line());
        }
        return lines;
    }

    void reportUnknownKeys() {
        for (String key : table.keySet()) {
            if (!known.contains(key)) {
                problem(key, "unknown key, expected one of " + known + meant(key, known));
            }
        }
    }

    boolean isText(String key) {
        return value(key) instanceof String;
    }

    private @Nullable Object value(String key) {
        known.add(key);
        return table.get(List.of(key));
    }

    private List<Object> array(String key, String expected) {
        if (value(key) instanceof TomlArray array) {
            return array.toList();
        }
        wrongType(key, expected);
        return List.of();
    }

    /** Says that a value that is there has the wrong type; silent when there is none. */
    private void wrongType(String key, String expected) {
        Object value = value(key);
        if (value != null) {
            problem(key, "found " + shown(value) + ", expected " + expected);
        }
    }

    private String dotted(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static @Nullable Double asNumber(Object value) {
        if (value instanceof Long whole) {
            return whole.doubleValue();
        }
        return value instanceof Double real && Double.isFinite(real) ? real : null;
    }

    private static String meant(String text, Collection<String> names) {
        return NearestName.of(text, names).map(name -> "; did you mean " + name + "?").orElse("");
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String shown(Object value) {
        return switch (value) {
            case String text -> "\"" + text + "\"";
            case TomlTable ignored -> "a table";
            case TomlArray ignored -> "an array";
            default -> String.valueOf(value);
        };
    }
}
