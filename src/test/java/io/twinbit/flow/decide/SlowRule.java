package io.twinbit.flow.decide;

import java.util.ArrayList;
import java.util.List;

/** What makes a label steady, from the words of the wire contract: it keeps all that ever was and looks it through. */
final class SlowRule {
    private final Steadiness steadiness;
    private final List<String> proposals = new ArrayList<>();
    private String inForce;
    private long sinceUs;
    private boolean initial = true;

    SlowRule(Steadiness steadiness, String initial) {
        this.steadiness = steadiness;
        this.inForce = initial;
    }

    String inForce() {
        return inForce;
    }

    void window(String proposal, long timeUs) {
        proposals.add(proposal);
        List<String> last = proposals.subList(Math.max(0, proposals.size() - steadiness.ofWindows()), proposals.size());
        long agreeing = last.stream().filter(proposal::equals).count();
        boolean held = !initial && timeUs - sinceUs < steadiness.minHoldMs() * 1000;
        if (!proposal.equals(inForce) && agreeing >= steadiness.agreeWindows() && !held) {
            inForce = proposal;
            sinceUs = timeUs;
            initial = false;
        }
    }

    /** What a window with these scores proposes under an arg max. */
    static String argMax(float[] scores, List<String> labels, float threshold, float hysteresis, String inForce) {
        int best = 0;
        for (int i = scores.length - 1; i >= 0; i--) {
            best = scores[i] >= scores[best] ? i : best;
        }
        String window = scores[best] < threshold ? "unknown" : labels.get(best);
        if (inForce.equals("unknown") || inForce.equals(window)) {
            return window;
        }
        float own = scores[labels.indexOf(inForce)];
        boolean tooLow = own < threshold - hysteresis;
        boolean overtaken = !window.equals("unknown") && scores[best] >= own + hysteresis;
        return tooLow || overtaken ? window : inForce;
    }
}
