package io.twinbit.app.status;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What the writers of this package share. */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    static byte[] bytes(Consumer<JsonGenerator> content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            content.accept(json);
        }
        return out.toByteArray();
    }

    /** Microseconds as milliseconds with up to three decimals, never with an exponent. */
    static void ms(JsonGenerator json, String name, long us) {
        if (us % 1000 == 0) {
            json.writeNumberProperty(name, us / 1000);
        } else {
            json.writeNumberProperty(name, BigDecimal.valueOf(us, 3));
        }
    }

    static void msOrNull(JsonGenerator json, String name, @Nullable Long us) {
        if (us == null) {
            json.writeNullProperty(name);
        } else {
            ms(json, name, us);
        }
    }

    static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN);
    }

    /** JSON has no NaN and no infinity: null instead. */
    static void real(JsonGenerator json, String name, float value) {
        if (Float.isFinite(value)) {
            json.writeNumberProperty(name, value);
        } else {
            json.writeNullProperty(name);
        }
    }

    static <T> void objects(JsonGenerator json, String name, List<T> items, BiConsumer<JsonGenerator, T> writer) {
        json.writeArrayPropertyStart(name);
        for (T item : items) {
            json.writeStartObject();
            writer.accept(json, item);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void strings(JsonGenerator json, String name, List<String> items) {
        json.writeArrayPropertyStart(name);
        items.forEach(json::writeString);
        json.writeEndArray();
    }

    /** Sorted by name, so that equal maps give equal text. */
    static void numbers(JsonGenerator json, String name, Map<String, ? extends Number> byName) {
        json.writeObjectPropertyStart(name);
        new TreeMap<>(byName).forEach((key, value) -> {
            if (value instanceof Long whole) {
                json.writeNumberProperty(key, whole);
            } else {
                json.writeNumberProperty(key, value.doubleValue());
            }
        });
        json.writeEndObject();
    }
}
