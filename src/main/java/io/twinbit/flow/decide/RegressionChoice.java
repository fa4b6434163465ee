package io.twinbit.flow.decide;

/**
 * The value's side of the limits. {@code low} stays until the value is at least {@code hysteresis} above its limit,
 * {@code high} until it is at least as far below its own.
 */
record RegressionChoice(float low, float high, float hysteresis) implements Choice {
    private static final int LOW = 0;
    private static final int OK = 1;
    private static final int HIGH = 2;

    RegressionChoice(Rule.Regression rule, float hysteresis) {
        this(rule.limitLow(), rule.limitHigh(), hysteresis);
    }

    @Override
    public int alone(float[] scores) {
        return scores[0] < low ? LOW : scores[0] > high ? HIGH : OK;
    }

    @Override
    public int given(int inForce, float[] scores) {
        int alone = alone(scores);
        boolean stays = (inForce == LOW && scores[0] < low + hysteresis) || (inForce == HIGH && scores[0] > high - hysteresis);
        return alone == OK && stays ? inForce : alone;
    }

    @Override
    public float score(int label, float[] scores) {
        return scores[0];
    }
}
