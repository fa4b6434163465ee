package io.twinbit.app.config;

/**
 * One thing that is wrong with a configuration, in one line: where, what was found, what was expected, and the fix.
 *
 * @param file the configuration file, as the user named it
 * @param line counted from 1; 0 when it is about the whole file
 * @param key dotted, e.g. {@code pipeline.decode.format}; empty when it is not about a key
 * @param text what was found, what was expected, and the fix; never a secret
 */
public record Problem(Kind kind, String file, int line, String key, String text) {
    /** What kind of thing is wrong; decides the exit status. */
    public enum Kind {
        CONFIGURATION,
        MISSING_FILE,
        MODEL
    }

    @Override
    public String toString() {
        String where = line > 0 ? file + ":" + line : file;
        return key.isEmpty() ? where + ": " + text : where + ": " + key + ": " + text;
    }
}
