package io.twinbit.link.mqtt;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A topic filter of MQTT 5 (section 4.7) and which topics it matches: {@code +} is any one level, {@code #} at the end any
 * number of levels, also none; a filter that starts with one of them matches no topic that starts with {@code $}.
 * {@code $share/group/filter} matches what {@code filter} does; the broker gives each message to one member of the group.
 */
public final class TopicFilter {
    private static final Pattern SHARED = Pattern.compile("\\$share/[^/+#]+/(.+)", Pattern.DOTALL);

    private final String text;
    private final List<String> levels;

    private TopicFilter(String text, List<String> levels) {
        this.text = text;
        this.levels = levels;
    }

    /**
     * Reads a filter.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static TopicFilter of(String text) {
        var shared = SHARED.matcher(text);
        if (text.startsWith("$share/") && !shared.matches()) {
            throw new IllegalArgumentException("topic filter '" + text + "', expected $share/group/filter");
        }
        List<String> levels = levels(text.startsWith("$share/") ? shared.group(1) : text);
        if (text.isEmpty() || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("topic filter '" + text + "' is empty or has a NUL");
        }
        for (int i = 0; i < levels.size(); i++) {
            checkLevel(text, levels.get(i), i == levels.size() - 1);
        }
        return new TopicFilter(text, levels);
    }

    private static void checkLevel(String filter, String level, boolean last) {
        if (level.length() > 1 && (level.contains("+") || level.contains("#"))) {
            throw new IllegalArgumentException("topic filter '" + filter + "': + and # stand alone in their level");
        }
        if (level.equals("#") && !last) {
            throw new IllegalArgumentException("topic filter '" + filter + "': # only at the end");
        }
    }

    public boolean matches(String topic) {
        if (topic.startsWith("$") && isWildcard(levels.getFirst())) {
            return false;
        }
        int at = 0; // where the topic's next level begins; behind its end when there is none
        for (String level : levels) {
            if (level.equals("#")) {
                return true;
            }
            int end = endOfLevel(topic, at);
            if (at > topic.length() || !matches(level, topic, at, end)) {
                return false;
            }
            at = end + 1;
        }
        return at > topic.length();
    }

    private static int endOfLevel(String topic, int at) {
        int slash = topic.indexOf('/', at);
        return slash < 0 ? topic.length() : slash;
    }

    private static boolean matches(String level, String topic, int at, int end) {
        return level.equals("+") || (level.length() == end - at && topic.startsWith(level, at));
    }

    private static boolean isWildcard(String level) {
        return level.equals("+") || level.equals("#");
    }

    private static List<String> levels(String topic) {
        return List.of(topic.split("/", -1));
    }

    /** As it goes into SUBSCRIBE. */
    @Override
    public String toString() {
        return text;
    }
}
