package io.twinbit.link.journal;

/**
 * A damaged file that was kept for whoever wants to look at it.
 *
 * @param file its name
 * @param offset in bytes where the first damage begins
 * @param reason what is wrong
 * @param keptAs name of what was set aside, or why nothing could be
 */
public record SetAside(String file, long offset, String reason, String keptAs) {
    @Override
    public String toString() {
        return file + ": " + reason + " at offset " + offset + "; kept as " + keptAs;
    }
}
