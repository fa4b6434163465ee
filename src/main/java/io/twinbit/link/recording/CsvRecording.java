package io.twinbit.link.recording;

import io.twinbit.flow.signal.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;

/**
 * Reads a recording in CSV: a header, then one sample a line, with the column {@value #TIME} and one a feature.
 *
 * <p>Each line becomes a message whose payload is again CSV, with {@link #columns} and the file's own digits, and whose
 * position is the number of the line. Further columns are left out. The device is the file's name without its ending.
 */
public final class CsvRecording {
    public static final String TIME = "t_ms";

    private final Path file;
    private final String topic;
    private final List<String> columns;

    /**
     * @param topicFilter with a {@code +} in the place of the device
     * @param features in the order that the pipeline wants
     */
    public CsvRecording(Path file, String topicFilter, List<String> features) {
        this.file = file;
        this.topic = topicFilter.replace("+", device(file));
        this.columns = columns(features);
    }

    /** Columns of the messages' payloads. */
    public static List<String> columns(List<String> features) {
        List<String> columns = new ArrayList<>(List.of(TIME));
        columns.addAll(features);
        return List.copyOf(columns);
    }

    private static String device(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /**
     * Hands every sample to {@code consumer}, in order.
     *
     * @throws MalformedRecordingException at the first line that is not as the header says
     */
    public void read(Consumer<Message> consumer) throws IOException {
        try (MappingIterator<String[]> rows = CsvMapper.builder()
                .enable(CsvReadFeature.WRAP_AS_ARRAY, CsvReadFeature.SKIP_EMPTY_LINES, CsvReadFeature.TRIM_SPACES)
                .build()
                .readerFor(String[].class)
                .readValues(Files.newBufferedReader(file))) {
            int[] places = rows.hasNextValue() ? places(List.of(rows.nextValue())) : places(List.of());
            while (rows.hasNextValue()) {
                long line = rows.currentLocation().getLineNr();
                consumer.accept(message(line, rows.nextValue(), places));
            }
        } catch (JacksonException e) {
            throw malformed(e.getLocation() == null ? 1 : e.getLocation().getLineNr(), String.valueOf(e.getOriginalMessage()));
        }
    }

    /** Where in a row each column is. */
    private int[] places(List<String> header) {
        List<String> missing = columns.stream().filter(c -> !header.contains(c)).toList();
        if (!missing.isEmpty()) {
            throw malformed(1, "the header " + header + " lacks " + missing);
        }
        return columns.stream().mapToInt(header::indexOf).toArray();
    }

    private Message message(long line, String[] row, int[] places) {
        StringBuilder payload = new StringBuilder();
        for (int place : places) {
            if (place >= row.length) {
                throw malformed(line, row.length + " values, and the header names more");
            }
            payload.append(payload.isEmpty() ? "" : ",").append(row[place]);
        }
        return new Message(line, topic, payload.toString().getBytes(StandardCharsets.UTF_8), timeUs(line, row[places[0]]));
    }

    private long timeUs(long line, String timeMs) {
        try {
            return Math.round(Double.parseDouble(timeMs) * 1000);
        } catch (NumberFormatException _) {
            throw malformed(line, TIME + " is no number: " + timeMs);
        }
    }

    private MalformedRecordingException malformed(long line, String reason) {
        return new MalformedRecordingException(file, "line " + line, reason);
    }
}
