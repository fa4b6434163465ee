package io.twinbit.flow.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A topic filter of which one level may be {@code +}. Of a shared one, {@code $share/GROUP/FILTER}, only the filter counts here.
 *
 * @param suffix what follows the {@code +}; null when there is none, and the prefix is the whole topic
 */
record TopicPattern(String prefix, @Nullable String suffix) {
    private static final String SHARE = "$share/";
    private static final Pattern SHARED = Pattern.compile("\\$share/[^/+#]+/(.+)", Pattern.DOTALL);
    private static final int MAX_TOPIC_BYTES = 65_535; // MQTT 5, section 1.5.4

    /** Why {@code filter} is none; null when it is. */
    static @Nullable String problem(String filter, boolean deviceByLevel) {
        if (filter.startsWith(SHARE) && !SHARED.matcher(filter).matches()) {
            return "found '" + filter + "', expected $share/GROUP/FILTER, the group without '+' and '#'";
        }
        return problemOfUnshared(unshared(filter), deviceByLevel);
    }

    private static @Nullable String problemOfUnshared(String filter, boolean deviceByLevel) {
        List<String> levels = List.of(filter.split("/", -1));
        if (filter.isEmpty()) {
            return "found an empty one, expected a topic filter";
        }
        if (deviceByLevel && levels.stream().filter("+"::equals).count() != 1) {
            return "found '" + filter + "', expected exactly one level to be '+', the place of the device";
        }
        int plus = filter.indexOf('+');
        if (filter.contains("#") || plus != filter.lastIndexOf('+') || (plus >= 0 && !levels.contains("+")) || filter.indexOf('\0') >= 0) {
            return "found '" + filter + "', expected at most one '+', a level of its own, no '#' and no zero character";
        }
        if (filter.getBytes(StandardCharsets.UTF_8).length > MAX_TOPIC_BYTES) {
            return "expected at most " + MAX_TOPIC_BYTES + " bytes";
        }
        return null;
    }

    private static String unshared(String filter) {
        Matcher shared = SHARED.matcher(filter);
        return shared.matches() ? shared.group(1) : filter;
    }

    static TopicPattern of(String topic) {
        String filter = unshared(topic);
        int place = filter.indexOf('+');
        return place < 0 ? new TopicPattern(filter, null) : new TopicPattern(filter.substring(0, place), filter.substring(place + 1));
    }

    boolean matches(String topic) {
        if (suffix == null) {
            return topic.equals(prefix);
        }
        int end = topic.length() - suffix.length();
        return end >= prefix.length()
                && topic.startsWith(prefix)
                && topic.endsWith(suffix)
                && noSlash(topic, end);
    }

    private boolean noSlash(String topic, int end) {
        int slash = topic.indexOf('/', prefix.length());
        return slash < 0 || slash >= end;
    }

    /** What is in the place of {@code +} in a topic that {@linkplain #matches matches}; empty when there is none. */
    String level(String topic) {
        return topic.substring(prefix.length(), topic.length() - (suffix == null ? 0 : suffix.length()));
    }

    /** The topic with this level in the place of {@code +}, if there is one. */
    String topic(String level) {
        return suffix == null ? prefix : prefix + level + suffix;
    }

    @Override
    public String toString() {
        return topic("+");
    }
}
