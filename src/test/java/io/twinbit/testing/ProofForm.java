package io.twinbit.testing;

import java.util.Locale;

/**
 * How much of a proof a run wants: {@code -Dproof.form=short} is what every {@code mvn verify} does, {@code ci} takes minutes,
 * {@code long} (the default of {@code mvn test -Pproof}) takes hours and makes the figures of {@code docs/durability.md}.
 */
public enum ProofForm {
    SHORT,
    CI,
    LONG;

    private static final ProofForm OF_THIS_RUN =
            valueOf(System.getProperty("proof.form", "short").toUpperCase(Locale.ROOT));

    /** The number for this run's form. */
    public static int count(int ofShort, int ofCi, int ofLong) {
        return switch (OF_THIS_RUN) {
            case SHORT -> ofShort;
            case CI -> ofCi;
            case LONG -> ofLong;
        };
    }
}
