package io.twinbit.app.status;

import tools.jackson.core.JsonGenerator;

/**
 * A watched device's window as the JSON of section 6 of the wire contract. A window of more than {@value #MAX_SAMPLES}
 * samples is thinned to pairs of least and greatest value, in their order, so that no peak is lost to the eye.
 */
public final class TraceWriter {
    public static final int MAX_SAMPLES = 1024;

    private TraceWriter() {}

    public static byte[] toJson(WatchedDevice device, Trace trace) {
        int samples = trace.values().length == 0 ? 0 : trace.values()[0].length;
        int bucket = bucketSamples(samples);
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeStringProperty("pipeline", device.pipeline());
            json.writeStringProperty("device", device.device());
            Json.ms(json, "last_timestamp_ms", trace.lastTimestampUs());
            json.writeNumberProperty("window_samples", samples);
            json.writeNumberProperty("sample_interval_us", trace.sampleIntervalUs());
            Json.strings(json, "features", trace.features());
            json.writeArrayPropertyStart("values");
            for (float[] row : trace.values()) {
                row(json, row, bucket);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /** Samples that become one pair; 1 when every sample stays. */
    private static int bucketSamples(int samples) {
        return samples <= MAX_SAMPLES ? 1 : Math.ceilDiv(samples, MAX_SAMPLES / 2);
    }

    private static void row(JsonGenerator json, float[] row, int bucket) {
        json.writeStartArray();
        for (int from = 0; from < row.length; from += bucket) {
            if (bucket == 1) {
                json.writeNumber(row[from]);
            } else {
                pair(json, row, from, Math.min(row.length, from + bucket));
            }
        }
        json.writeEndArray();
    }

    private static void pair(JsonGenerator json, float[] row, int from, int to) {
        int least = from;
        int greatest = from;
        for (int i = from + 1; i < to; i++) {
            least = row[i] < row[least] ? i : least;
            greatest = row[i] > row[greatest] ? i : greatest;
        }
        json.writeNumber(row[Math.min(least, greatest)]);
        json.writeNumber(row[Math.max(least, greatest)]);
    }
}
