package io.twinbit.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Results in the order in which they first came, device by device, each by its {@code message_id}. */
final class Results {
    private static final String ID_KEY = "\"message_id\":\"";
    private static final int ID_CHARS = 32;

    private final Map<String, Map<String, byte[]>> byDevice = new TreeMap<>();
    private final List<String> changedRepeats = new ArrayList<>();
    private long distinct;
    private long repeats;

    /** One result's JSON. A repeated one must be equal to the first, to the byte. */
    synchronized void add(String device, byte[] json) {
        String id = id(json);
        byte[] first = byDevice.computeIfAbsent(device, d -> new LinkedHashMap<>()).putIfAbsent(id, json);
        if (first == null) {
            distinct++;
            return;
        }
        repeats++;
        if (!Arrays.equals(first, json)) {
            changedRepeats.add(device + " " + id + ": " + text(first) + " became " + text(json));
        }
    }

    private static String id(byte[] json) {
        String text = text(json);
        int start = text.indexOf(ID_KEY) + ID_KEY.length();
        return text.substring(start, start + ID_CHARS);
    }

    private static String text(byte[] json) {
        return new String(json, UTF_8);
    }

    /** Results without the repeated ones. */
    synchronized long distinct() {
        return distinct;
    }

    /** How many came again. */
    synchronized long repeats() {
        return repeats;
    }

    /** What differs from an undisturbed run; {@link Verdict#isGood} when nothing does. */
    synchronized Verdict against(Results undisturbed) {
        Verdict.Count count = new Verdict.Count(changedRepeats);
        undisturbed.byDevice.forEach((device, expected) ->
                compare(device, expected, byDevice.getOrDefault(device, Map.of()), count));
        byDevice.keySet().stream().filter(device -> !undisturbed.byDevice.containsKey(device)).forEach(count::unexpected);
        return count.verdict(undisturbed.distinct, repeats);
    }

    private static void compare(
            String device, Map<String, byte[]> expected, Map<String, byte[]> actual, Verdict.Count count) {
        actual.keySet().stream().filter(id -> !expected.containsKey(id)).forEach(id -> count.unexpected(device + " " + id));
        expected.forEach((id, json) -> {
            byte @Nullable [] came = actual.get(id);
            if (came == null) {
                count.lost(device + " " + text(json));
            } else if (!Arrays.equals(json, came)) {
                count.different(device + " " + text(json) + " came as " + text(came));
            }
        });
        List<String> order = expected.keySet().stream().filter(actual::containsKey).toList();
        List<String> came = actual.keySet().stream().filter(expected::containsKey).toList();
        for (int i = 0; i < order.size(); i++) {
            if (!order.get(i).equals(came.get(i))) {
                count.outOfOrder(device + " place " + i + ": " + came.get(i) + " instead of " + order.get(i));
                break;
            }
        }
    }
}
