package io.twinbit.link.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The user properties of one message, of those names that are wanted. A value above {@value #MAX_BYTES} bytes of UTF-8 is left
 * out. So is a name that comes more than once: a sender could otherwise add a value of its own to the one that the broker set.
 *
 * @param usable each name once
 * @param leftOut names that came and are not usable
 */
record NamedProperties(Map<String, String> usable, int leftOut) {
    static final int MAX_BYTES = 256;
    private static final NamedProperties NONE = new NamedProperties(Map.of(), 0);

    /** Of what came with a message, all of wanted names. */
    static NamedProperties of(List<Map.Entry<String, String>> came) {
        if (came.isEmpty()) {
            return NONE;
        }
        Map<String, List<String>> values = came.stream()
                .collect(Collectors.groupingBy(Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        Map<String, String> usable = new HashMap<>();
        values.forEach((name, all) -> {
            if (all.size() == 1 && isShort(all.getFirst())) {
                usable.put(name, all.getFirst());
            }
        });
        return new NamedProperties(usable, values.size() - usable.size());
    }

    private static boolean isShort(String value) {
        return value.length() <= MAX_BYTES && value.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }
}
