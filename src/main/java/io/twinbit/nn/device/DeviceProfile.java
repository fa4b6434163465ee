package io.twinbit.nn.device;

import org.jspecify.annotations.Nullable;

/**
 * What a target computes with, and how much memory it has: one file of {@code device-profiles/}.
 *
 * @param name as on the command line: the file's name without ending
 * @param description one sentence for people
 * @param library the kernels that run there
 * @param standing how well the arithmetic as a whole is known
 * @param ramBytes what a network's arena may take; null where the profile is not of one board
 * @param flashBytes what a network's constants may take; null likewise
 */
public record DeviceProfile(
        String name,
        String description,
        String library,
        Standing standing,
        Arithmetic arithmetic,
        @Nullable Long ramBytes,
        @Nullable Long flashBytes) {
    /**
     * Reads a profile's text.
     *
     * @param name what the profile is called, and its file in messages
     * @throws ProfileException with every problem: syntax, unknown, missing and wrong keys, each with its line
     */
    public static DeviceProfile parse(String name, String toml) {
        return new ProfileReader(name, toml).read();
    }
}
