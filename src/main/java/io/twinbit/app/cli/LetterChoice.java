package io.twinbit.app.cli;

import io.twinbit.link.journal.StoredLetter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which dead letters are meant: all, unless options and positions say less. */
final class LetterChoice implements Predicate<StoredLetter> {
    @Option(names = "--pipeline", paramLabel = "NAME", description = "Only those of this pipeline.")
    private @Nullable String pipeline;

    @Parameters(arity = "0..*", paramLabel = "POSITION", description = "Only those of these positions, as 'list' shows them.")
    private List<Long> positions = List.of();

    @Override
    public boolean test(StoredLetter letter) {
        return (pipeline == null || pipeline.equals(letter.pipeline()))
                && (positions.isEmpty() || positions.contains(letter.message().position()));
    }

    /** For JSON, without the payload. */
    static Map<String, Object> object(StoredLetter letter) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("position", letter.message().position());
        object.put("time_ms", StoredText.ms(letter.message().receivedAtUs()));
        object.put("pipeline", letter.pipeline());
        object.put("topic", letter.message().topic());
        object.put("properties", letter.message().properties());
        object.put("cause", letter.cause());
        object.put("detail", letter.detail());
        object.put("offset_bytes", letter.offset() < 0 ? null : letter.offset());
        object.put("payload_bytes", letter.payloadBytes());
        object.put("cut", letter.cut());
        return object;
    }
}
