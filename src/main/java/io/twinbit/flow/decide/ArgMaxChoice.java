package io.twinbit.flow.decide;

/**
 * The greatest score at or above the threshold. A label in force stays while its score is at or above
 * {@code threshold - hysteresis}, unless another one is chosen whose score is at least {@code hysteresis} above it.
 *
 * <p>Different integers of one scale have different scores, so this is the arg max of the network's integers.
 */
record ArgMaxChoice(float threshold, float hysteresis) implements Choice {
    /** Index of the greatest, the first of equals. */
    static int argMax(float[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            if (scores[i] > scores[best]) {
                best = i;
            }
        }
        return best;
    }

    @Override
    public int alone(float[] scores) {
        int best = argMax(scores);
        return scores[best] >= threshold ? best : UNKNOWN;
    }

    @Override
    public int given(int inForce, float[] scores) {
        int alone = alone(scores);
        if (inForce == UNKNOWN || !(scores[inForce] >= threshold - hysteresis)) {
            return alone;
        }
        return alone != UNKNOWN && scores[alone] >= scores[inForce] + hysteresis ? alone : inForce;
    }

    @Override
    public float score(int label, float[] scores) {
        return scores[label == UNKNOWN ? argMax(scores) : label];
    }
}
