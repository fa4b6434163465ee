package io.twinbit.flow.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A topic filter of which exactly one level is {@code +}: the place of the device. Of a shared one, {@code $share/GROUP/FILTER},
 * only the filter counts here.
 */
record TopicPattern(String prefix, String suffix) {
    static final int MAX_DEVICE_BYTES = 128;
    private static final String SHARE = "$share/";
    private static final Pattern SHARED = Pattern.compile("\\$share/[^/+#]+/(.+)", Pattern.DOTALL);
    private static final int MAX_TOPIC_BYTES = 65_535; // MQTT 5, section 1.5.4

    /** Why {@code filter} is none; null when it is. */
    static @Nullable String problem(String filter) {
        if (filter.startsWith(SHARE) && !SHARED.matcher(filter).matches()) {
            return "found '" + filter + "', expected $share/GROUP/FILTER, the group without '+' and '#'";
        }
        return problemOfUnshared(unshared(filter));
    }

    private static @Nullable String problemOfUnshared(String filter) {
        List<String> levels = List.of(filter.split("/", -1));
        if (levels.stream().filter("+"::equals).count() != 1) {
            return "found '" + filter + "', expected exactly one level to be '+', the place of the device";
        }
        if (filter.contains("#") || filter.indexOf('+') != filter.lastIndexOf('+') || filter.indexOf('\0') >= 0) {
            return "found '" + filter + "', expected no further '+', no '#' and no zero character";
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
        return new TopicPattern(filter.substring(0, place), filter.substring(place + 1));
    }

    boolean matches(String topic) {
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

    /** The device of a topic that {@linkplain #matches matches}; null when the level is empty or too long to be one. */
    @Nullable String device(String topic) {
        String device = topic.substring(prefix.length(), topic.length() - suffix.length());
        int bytes = device.getBytes(StandardCharsets.UTF_8).length;
        return bytes < 1 || bytes > MAX_DEVICE_BYTES ? null : device;
    }

    String topic(String device) {
        return prefix + device + suffix;
    }
}
