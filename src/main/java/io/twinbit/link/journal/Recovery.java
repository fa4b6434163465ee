package io.twinbit.link.journal;

import java.util.List;

/**
 * What a journal found when it was opened.
 *
 * @param messages in the segments
 * @param position of the last record; 0: there is none
 * @param cursor the last one that was written; 0: none
 * @param tornBytes at the end that had never been durable as a whole, and are cut
 * @param tornAt where they began, as {@code file:offset}; empty: nowhere
 * @param setAside damaged files, of which a copy is kept; what is whole in them lives on
 */
public record Recovery(
        int segments, long messages, long position, long cursor, long tornBytes, String tornAt, List<SetAside> setAside) {
    public Recovery {
        setAside = List.copyOf(setAside);
    }
}
