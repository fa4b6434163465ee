package io.twinbit.nn.model;

import java.util.List;

/**
 * A model file that does not hold what it claims: says where (byte offset, tensor or operator), what was found and what
 * was expected. The only exception of a reader.
 */
public final class MalformedModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedModelException(String where, String what) {
        this(List.of(where + ": " + what));
    }

    /** @param problems one sentence each, where and what */
    public MalformedModelException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
