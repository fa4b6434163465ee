package io.twinbit.link.recording;

import io.twinbit.flow.signal.Samples;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjLongConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;

/**
 * Reads a recording in CSV: a header, then one sample a line, with the column {@code t_ms} and one a feature, in any
 * order. Further columns are left out. The device is the file's name without its ending.
 */
public final class CsvRecording {
    private static final String TIME = "t_ms";
    private static final BigDecimal US_PER_MS = BigDecimal.valueOf(1000);
    private static final BigDecimal MAX_TIME_MS = BigDecimal.valueOf(Long.MAX_VALUE / 2).divide(US_PER_MS);

    private final Path file;
    private final List<String> columns;

    /**
     * Opens nothing yet.
     *
     * @param features in the order that the pipeline wants
     */
    public CsvRecording(Path file, List<String> features) {
        this.file = file;
        this.columns = new ArrayList<>(List.of(TIME));
        columns.addAll(features);
    }

    public String device() {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /**
     * Hands every sample to {@code consumer}, in order, with the number of its line. The object is filled anew for each.
     *
     * @throws MalformedRecordingException at the first line that is not as the header says
     */
    public void read(ObjLongConsumer<Samples> consumer) throws IOException {
        try (MappingIterator<String[]> rows = CsvMapper.builder()
                .enable(CsvReadFeature.WRAP_AS_ARRAY, CsvReadFeature.SKIP_EMPTY_LINES, CsvReadFeature.TRIM_SPACES)
                .build()
                .readerFor(String[].class)
                .readValues(Files.newBufferedReader(file))) {
            int[] places = rows.hasNextValue() ? places(List.of(rows.nextValue())) : places(List.of());
            Samples sample = new Samples(columns.size() - 1);
            while (rows.hasNextValue()) {
                long line = rows.currentLocation().getLineNr();
                fill(sample, line, rows.nextValue(), places);
                consumer.accept(sample, line);
            }
        } catch (JacksonException e) {
            if (e.getCause() instanceof CharacterCodingException) { // found anywhere in the next buffer: no line is known
                throw new MalformedRecordingException(file, "text", "found bytes that are not UTF-8");
            }
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

    private void fill(Samples sample, long line, String[] row, int[] places) {
        sample.clear();
        for (int column = 1; column < places.length; column++) {
            float value = number(line, row, places[column]).floatValue();
            if (Float.isInfinite(value)) {
                throw malformed(line, "'" + row[places[column]] + "' is beyond float32");
            }
            sample.add(value);
        }
        BigDecimal timeMs = number(line, row, places[0]);
        if (timeMs.abs().compareTo(MAX_TIME_MS) > 0) {
            throw malformed(line, "'" + row[places[0]] + "' is no time in milliseconds");
        }
        sample.stamp(0, timeMs.multiply(US_PER_MS).longValue());
    }

    private BigDecimal number(long line, String[] row, int place) {
        if (place >= row.length) {
            throw malformed(line, row.length + " values, expected at least " + (place + 1));
        }
        try {
            return new BigDecimal(row[place]);
        } catch (NumberFormatException _) {
            throw malformed(line, "found '" + row[place] + "', expected a number");
        }
    }

    private MalformedRecordingException malformed(long line, String reason) {
        return new MalformedRecordingException(file, "line " + line, reason);
    }
}
