package io.twinbit.flow.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A topic filter of which exactly one level is {@code +}: the place of the device. */
record TopicPattern(String prefix, String suffix) {
    static final int MAX_DEVICE_BYTES = 128;
    private static final int MAX_TOPIC_BYTES = 65_535; // MQTT 5, section 1.5.4

    /** Why {@code filter} is none; null when it is. */
    static @Nullable String problem(String filter) {
        if (filter.startsWith("$share/")) {
            return "found '" + filter + "', expected a filter that is not shared: a device's messages belong in one gateway";
        }
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

    static TopicPattern of(String filter) {
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
