package io.twinbit.flow.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.twinbit.flow.pipeline.DemoPipelines.Row;
import io.twinbit.flow.signal.Message;
import io.twinbit.flow.signal.Samples;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The demo's recordings give the reference kernels' answers, line for line, in whatever way they come in. */
class DemoRecordingsTest {
    private static final String DEMOS = "machine-vibration, 599\nroom-occupancy, 1431";

    @ParameterizedTest
    @CsvSource(textBlock = DEMOS)
    void decodedSamplesGiveTheReferenceAnswers(String name, int windows) {
        DemoPipelines demo = DemoPipelines.of(name);
        Pipeline pipeline = demo.pipeline(demo.csv());
        List<String> got = new ArrayList<>();
        long position = 0;
        for (Row row : demo.rows()) {
            Samples samples = new Samples(row.values().size());
            row.values().forEach(v -> samples.add(Float.parseFloat(v)));
            samples.stamp(0, row.timeUs());
            pipeline.acceptSamples("room", position++, samples, collect(got));
        }
        assertEquals(windows, got.size());
        assertEquals(expected(demo), got);
    }

    @ParameterizedTest
    @CsvSource(textBlock = DEMOS)
    void messagesOfAnySizeInEveryFormatGiveTheSame(String name, int windows) {
        DemoPipelines demo = DemoPipelines.of(name);
        List<Row> rows = demo.rows();
        for (int seed = 0; seed < 3; seed++) {
            Random random = new Random(seed);
            Pipeline json = demo.pipeline(demo.json());
            Pipeline csv = demo.pipeline(demo.csv());
            List<String> fromJson = new ArrayList<>();
            List<String> fromCsv = new ArrayList<>();
            for (int at = 0; at < rows.size(); ) {
                List<Row> part = rows.subList(at, Math.min(rows.size(), at + 1 + random.nextInt(400)));
                at += part.size();
                csv.accept(message(at, part, csv(part, random)), collect(fromCsv));
                for (List<Row> even : evenlySpaced(demo, part)) {
                    json.accept(message(at, even, json(even)), collect(fromJson));
                }
            }
            assertEquals(windows, fromCsv.size());
            assertEquals(expected(demo), fromCsv);
            assertEquals(expected(demo), fromJson);
        }
    }

    /** Binary messages have no timestamps: their samples end at their arrival, an interval apart. */
    @ParameterizedTest
    @CsvSource(textBlock = DEMOS)
    void binaryMessagesGiveTheSameIntegers(String name, int windows) {
        DemoPipelines demo = DemoPipelines.of(name);
        List<Row> rows = demo.rows();
        Random random = new Random(5);
        Pipeline pipeline = demo.pipeline(demo.binary());
        List<String> got = new ArrayList<>();
        for (int at = 0; at < rows.size(); ) {
            List<Row> part = rows.subList(at, Math.min(rows.size(), at + 1 + random.nextInt(400)));
            at += part.size();
            pipeline.accept(message(at, part, binary(part)), collect(got));
        }
        assertEquals(windows, got.size());
        assertEquals(withoutTimes(expected(demo)), withoutTimes(got));
    }

    private static List<String> expected(DemoPipelines demo) {
        List<String> lines = demo.lines("recording-expected.csv");
        return lines.subList(1, lines.size());
    }

    private static List<String> withoutTimes(List<String> lines) {
        return lines.stream().map(l -> l.split(",", 3)[2]).toList();
    }

    private static Consumer<Outcome> collect(List<String> lines) {
        return outcome -> {
            if (outcome instanceof Result result) {
                lines.add(line(result));
            } else {
                throw new AssertionError(outcome);
            }
        };
    }

    /** As in the file: whole milliseconds without a point where the recording's times are whole. */
    private static String line(Result result) {
        assertEquals(result.decision().label(), result.decision().windowLabel());
        StringBuilder line = new StringBuilder();
        boolean whole = result.pipeline().equals("room-occupancy");
        for (long us : new long[] {result.firstTimestampUs(), result.lastTimestampUs()}) {
            line.append(whole ? String.valueOf(us / 1000) : "%d.%03d".formatted(us / 1000, us % 1000)).append(',');
        }
        line.append(result.decision().label());
        Arrays.stream(result.outputs()).forEach(q -> line.append(',').append(q));
        return line.toString();
    }

    private static Message message(long position, List<Row> rows, byte[] payload) {
        return new Message(position, "sensors/a/data", payload, rows.getLast().timeUs());
    }

    private static byte[] csv(List<Row> rows, Random random) {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "t_ms,some,header\n" : "");
        for (Row row : rows) {
            text.append(row.timeMs()).append(',').append(String.join(",", row.values())).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A JSON message has the time of its first sample only: where the clock wandered, a new message begins. */
    private static List<List<Row>> evenlySpaced(DemoPipelines demo, List<Row> rows) {
        List<List<Row>> parts = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= rows.size(); i++) {
            if (i == rows.size() || rows.get(i).timeUs() - rows.get(i - 1).timeUs() != demo.sampleIntervalUs()) {
                parts.add(rows.subList(start, i));
                start = i;
            }
        }
        return parts;
    }

    private static byte[] json(List<Row> rows) {
        List<String> samples = rows.stream().map(r -> "[" + String.join(",", r.values()) + "]").toList();
        return ("{\"t\":" + rows.getFirst().timeMs() + ",\"d\":[" + String.join(",", samples) + "]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] binary(List<Row> rows) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer number = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (Row row : rows) {
            row.values().forEach(v -> out.writeBytes(number.putFloat(0, Float.parseFloat(v)).array()));
        }
        return out.toByteArray();
    }
}
