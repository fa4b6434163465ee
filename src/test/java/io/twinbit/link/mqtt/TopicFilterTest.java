package io.twinbit.link.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicFilterTest {
    /** The examples of MQTT 5, section 4.7, and ours. */
    @ParameterizedTest
    @CsvSource({
        "sport/tennis/player1/#, sport/tennis/player1, true",
        "sport/tennis/player1/#, sport/tennis/player1/ranking, true",
        "sport/tennis/player1/#, sport/tennis/player1/score/wimbledon, true",
        "sport/#, sport, true",
        "sport/#, sports, false",
        "#, sport/tennis, true",
        "sport/tennis/+, sport/tennis/player1, true",
        "sport/tennis/+, sport/tennis/player1/ranking, false",
        "sport/+, sport, false",
        "sport/+, sport/, true",
        "+/+, /finance, true",
        "/+, /finance, true",
        "+, /finance, false",
        "#, $SYS/broker, false",
        "+/broker, $SYS/broker, false",
        "$SYS/#, $SYS/broker, true",
        "sensors/+/accel, sensors/m1/accel, true",
        "sensors/+/accel, sensors/m1/m2/accel, false",
        "sensors/+/accel, Sensors/m1/accel, false",
        "$share/group/sensors/+/accel, sensors/m1/accel, true",
        "$share/group/#, $SYS/broker, false",
        "$share/group//x, /x, true",
    })
    void matchesAsTheStandardSays(String filter, String topic, boolean matches) {
        assertEquals(matches, TopicFilter.of(filter).matches(topic));
        assertEquals(filter, TopicFilter.of(filter).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sport/tennis#", "sport/tennis/#/ranking", "sport+", "+sport/x", "a\0b", "$share/group", "$share//x", "$share/+/x"})
    void refusesWhatIsNoFilter(String filter) {
        assertThrows(IllegalArgumentException.class, () -> TopicFilter.of(filter));
    }

    @Test
    void agreesWithARegularExpressionOnRandomFilters() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            String filter = levels(random, List.of("a", "b", "", "+")) + (random.nextInt(4) == 0 ? "/#" : "");
            String topic = levels(random, List.of("a", "b", ""));
            String expression = filter.replace("+", "[^/]*").replaceAll("/#$", "(/.*)?");
            if (!filter.isEmpty()) {
                assertEquals(topic.matches(expression), TopicFilter.of(filter).matches(topic), filter + " on " + topic);
            }
        }
    }

    private static String levels(Random random, List<String> of) {
        return IntStream.range(0, 1 + random.nextInt(4)).mapToObj(i -> of.get(random.nextInt(of.size()))).collect(Collectors.joining("/"));
    }
}
