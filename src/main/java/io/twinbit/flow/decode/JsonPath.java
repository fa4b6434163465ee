package io.twinbit.flow.decode;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What to look for in a JSON text, as a tree of keys: the reader walks it along with the text. */
final class JsonPath {
    enum Target {
        VALUES,
        TIMESTAMP,
        SEQUENCE;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Leads nowhere. */
    static final JsonPath NOWHERE = new JsonPath();

    private final Map<String, JsonPath> children = new HashMap<>();
    private @Nullable Target target;

    static JsonPath of(DecoderSpec.Json spec) {
        JsonPath root = new JsonPath();
        root.add(spec.values(), Target.VALUES);
        root.add(spec.timestamp(), Target.TIMESTAMP);
        root.add(spec.sequence(), Target.SEQUENCE);
        return root;
    }

    private void add(@Nullable String dotted, Target end) {
        if (dotted == null) {
            return;
        }
        JsonPath at = this;
        if (!dotted.isEmpty()) {
            for (String key : dotted.split("\\.", -1)) {
                at = at.children.computeIfAbsent(key, _ -> new JsonPath());
            }
        }
        at.target = end;
    }

    /** What is here; null when it is only on the way. */
    @Nullable Target target() {
        return target;
    }

    JsonPath child(String key) {
        return children.getOrDefault(key, NOWHERE);
    }
}
