package io.twinbit.differential;

import java.io.IOException;

/** Whoever says what becomes of an experiment. */
@FunctionalInterface
interface Judge {
    Outcome compare(Experiment experiment) throws IOException;
}
