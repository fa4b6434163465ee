package io.twinbit.flow.decide;

/** How scores choose one of the labels, by index; {@link #UNKNOWN} when they choose none. */
sealed interface Choice permits ArgMaxChoice, RegressionChoice, ReconstructionChoice {
    int UNKNOWN = -1;

    /** What these scores say by themselves. */
    int alone(float[] scores);

    /** What they say while {@code inForce} is in force: the same, or hysteresis lets it stay. */
    int given(int inForce, float[] scores);

    /** What speaks for a label. */
    float score(int label, float[] scores);
}
