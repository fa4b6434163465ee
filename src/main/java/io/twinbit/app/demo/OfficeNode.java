package io.twinbit.app.demo;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The air sensors of an office, from a recorded day that is played again and again: three of its minutes a message, in
 * CSV, so that the day passes in 24 seconds.
 */
final class OfficeNode implements SimulatedDevice {
    private static final int SAMPLES_PER_MESSAGE = 3;
    private static final long DAY_MS = 86_400_000;

    /** Of a day: {@code t_ms} since midnight, then the sensors. */
    private final List<String> rows;
    private final long firstMidnightMs;
    private long samples;

    /**
     * A sensor at midnight.
     *
     * @param csv the recorded day: a header, and a row a minute
     * @param startUs wall clock, microseconds since 1970; the played days begin with this one
     */
    OfficeNode(String csv, long startUs) {
        rows = csv.lines().skip(1).toList();
        firstMidnightMs = startUs / 1000 / DAY_MS * DAY_MS;
    }

    @Override
    public String pipeline() {
        return "occupancy";
    }

    @Override
    public String topic() {
        return "rooms/office/air";
    }

    @Override
    public byte[] next() {
        StringBuilder csv = new StringBuilder();
        for (int i = 0; i < SAMPLES_PER_MESSAGE; i++, samples++) {
            String row = rows.get((int) (samples % rows.size()));
            int comma = row.indexOf(',');
            long midnightMs = firstMidnightMs + samples / rows.size() * DAY_MS;
            csv.append(new BigDecimal(row.substring(0, comma)).add(BigDecimal.valueOf(midnightMs)).toPlainString())
                    .append(row, comma, row.length())
                    .append('\n');
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int samplesPerMessage() {
        return SAMPLES_PER_MESSAGE;
    }
}
