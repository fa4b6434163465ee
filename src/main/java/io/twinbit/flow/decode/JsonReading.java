package io.twinbit.flow.decode;

import io.twinbit.flow.decode.JsonPath.Target;
import io.twinbit.flow.signal.Samples;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** One reading of one JSON text. Methods that read a value begin at its first token and end at its last. */
final class JsonReading {
    private final DecoderSpec.Json spec;
    private final List<String> features;
    private final JsonParser parser;
    private final Samples samples;
    private final Set<Target> found = EnumSet.noneOf(Target.class);
    private long timestampUs;

    JsonReading(DecoderSpec.Json spec, JsonParser parser, Samples samples) {
        this.spec = spec;
        this.features = spec.stream().features();
        this.parser = parser;
        this.samples = samples;
    }

    void read(JsonPath paths) throws Rejection {
        if (parser.nextToken() == null) {
            throw new Rejection(Cause.MALFORMED, 0, "found nothing, expected JSON");
        }
        readAt(paths);
        requireEnd();
        require(Target.VALUES, spec.values());
        if (spec.timestamp() != null) {
            require(Target.TIMESTAMP, spec.timestamp());
            samples.stampFrom(timestampUs, spec.stream().sampleIntervalUs());
        }
        if (spec.sequence() != null) {
            require(Target.SEQUENCE, spec.sequence());
        }
    }

    private void requireEnd() throws Rejection {
        long end = parser.currentLocation().getByteOffset();
        boolean more;
        try {
            more = parser.nextToken() != null;
        } catch (JacksonException _) {
            more = true;
        }
        if (more) {
            throw new Rejection(Cause.TRAILING, end, "found more after the end of the JSON value");
        }
    }

    private void require(Target target, String path) throws Rejection {
        if (!found.contains(target)) {
            throw new Rejection(Cause.MISSING, 0, "found no " + target.label() + " at '" + path + "'");
        }
    }

    private void readAt(JsonPath path) throws Rejection {
        Target target = path.target();
        if (target == null) {
            readOnTheWay(path);
            return;
        }
        if (!found.add(target)) {
            throw new Rejection(Cause.MALFORMED, offset(), "found the " + target.label() + " twice");
        }
        switch (target) {
            case VALUES -> readValues(path);
            case TIMESTAMP -> timestampUs = Numbers.microseconds(number(), offset());
            case SEQUENCE -> samples.sequence(Numbers.sequence(number(), offset()));
        }
    }

    private void readOnTheWay(JsonPath path) throws Rejection {
        if (path == JsonPath.NOWHERE || parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            JsonPath child = path.child(parser.currentName());
            parser.nextToken();
            readAt(child);
        }
    }

    /** A number; an array of numbers, arrays or objects; or an object. */
    private void readValues(JsonPath path) throws Rejection {
        switch (parser.currentToken()) {
            case START_ARRAY -> readArray();
            case START_OBJECT -> readObject(path);
            default -> {
                add();
                requireWholeSamples();
            }
        }
    }

    /** Every element is of the first one's kind. */
    private void readArray() throws Rejection {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.END_ARRAY) {
            throw new Rejection(Cause.WRONG_COUNT, offset(), "found no sample, expected at least one");
        }
        for (JsonToken token = first; token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            switch (first) {
                case START_ARRAY -> readRow();
                case START_OBJECT -> readObject(JsonPath.NOWHERE);
                default -> add();
            }
        }
        requireWholeSamples();
    }

    /** {@code [x, y, z]}. */
    private void readRow() throws Rejection {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw wrongType("an array");
        }
        int count = 0;
        for (; parser.nextToken() != JsonToken.END_ARRAY; count++) {
            if (count < features.size()) {
                add();
            } else {
                number();
            }
        }
        if (count != features.size()) {
            throw wrongCount(count + " values in a sample");
        }
    }

    /** {@code {"x": 1, "y": 2, "z": 3}}, where the timestamp and the sequence number may stand too. */
    private void readObject(JsonPath path) throws Rejection {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw wrongType("an object");
        }
        float[] sample = new float[features.size()];
        Arrays.fill(sample, Float.NaN);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            int feature = features.indexOf(key);
            parser.nextToken();
            if (feature < 0) {
                readAt(path.child(key));
            } else if (Float.isNaN(sample[feature])) {
                sample[feature] = Numbers.float32(number(), offset());
            } else {
                throw new Rejection(Cause.MALFORMED, offset(), "found '" + key + "' twice in a sample");
            }
        }
        addAll(sample);
    }

    private void addAll(float[] sample) throws Rejection {
        for (int f = 0; f < sample.length; f++) {
            if (Float.isNaN(sample[f])) {
                throw new Rejection(Cause.MISSING, offset(), "found no '" + features.get(f) + "' in a sample");
            }
            samples.add(sample[f]);
        }
        Bounds.checkSamples(samples.count(), offset());
    }

    private void add() throws Rejection {
        samples.add(Numbers.float32(number(), offset()));
        Bounds.checkSamples(samples.count(), offset());
    }

    private void requireWholeSamples() throws Rejection {
        if (samples.unfinished() != 0) {
            throw wrongCount(samples.count() * features.size() + samples.unfinished() + " values");
        }
    }

    private Rejection wrongCount(String what) {
        return new Rejection(Cause.WRONG_COUNT, offset(), "found " + what + ", expected " + features.size() + " a sample");
    }

    /** The text of the number here. */
    private String number() throws Rejection {
        if (!parser.currentToken().isNumeric()) {
            throw wrongType("a number");
        }
        if (parser.isNaN()) {
            throw Rejection.expected("a finite number", Cause.NOT_FINITE, offset(), parser.getString());
        }
        return parser.getString();
    }

    private Rejection wrongType(String expected) {
        return Rejection.expected(expected, Cause.WRONG_TYPE, offset(), parser.getString());
    }

    private long offset() {
        return parser.currentTokenLocation().getByteOffset();
    }
}
