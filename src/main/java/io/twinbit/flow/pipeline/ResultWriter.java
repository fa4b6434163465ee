package io.twinbit.flow.pipeline;

/** A result as JSON: section 3 of {@code docs/wire-contract.md}, on one line. */
@SuppressWarnings("DoNotCallSuggester")
public final class ResultWriter {
    private ResultWriter() {}

    public static byte[] json(Result result) {
        throw new UnsupportedOperationException(result.messageId());
    }
}
