package io.twinbit.flow.decide;

/** The error against its limit. {@code anomaly} stays until the error is at most {@code maxError - hysteresis}. */
record ReconstructionChoice(float maxError, float hysteresis) implements Choice {
    private static final int NORMAL = 0;
    private static final int ANOMALY = 1;

    ReconstructionChoice(Rule.Reconstruction rule, float hysteresis) {
        this(rule.maxError(), hysteresis);
    }

    @Override
    public int alone(float[] scores) {
        return scores[0] > maxError ? ANOMALY : NORMAL;
    }

    @Override
    public int given(int inForce, float[] scores) {
        return inForce == ANOMALY && scores[0] > maxError - hysteresis ? ANOMALY : alone(scores);
    }

    @Override
    public float score(int label, float[] scores) {
        return scores[0];
    }
}
