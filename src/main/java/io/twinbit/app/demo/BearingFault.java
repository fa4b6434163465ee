package io.twinbit.app.demo;

/** A spot on the bearing's outer race: every ball that rolls over it strikes a resonance of the housing. */
final class BearingFault implements Part {
    private final Draw draw;
    private final double ballPassesPerTurn;
    private final Ring ring;
    private final double[] direction;
    private final Passes passes;
    private final Impacts impacts = new Impacts();

    BearingFault(Draw draw, Shaft shaft, double resonanceHz) {
        this.draw = draw;
        ballPassesPerTurn = draw.uniform(2.95, 3.65);
        ring = new Ring(resonanceHz, draw.uniform(0.03, 0.08));
        direction = new double[] {draw.uniform(0.35, 0.8), draw.uniform(0.15, 0.5), draw.uniform(0.55, 1.0)};
        passes = new Passes(draw, 0.015, ballPassesPerTurn * shaft.turns() + draw.uniform(0, 1));
    }

    @Override
    public void add(Shaft shaft, Condition condition, double[] g) {
        double ago = passes.samplesAgo(ballPassesPerTurn * shaft.turnsBefore(), ballPassesPerTurn * shaft.turns());
        if (ago >= 0 && condition.bearing() > 0) {
            double strength = 0.32 * condition.bearing() * shaft.relativeSpeed()
                    * Math.max(0.1, 1 + draw.normal(0.25)) * (1 + 0.25 * Math.cos(shaft.angle()));
            impacts.strike(shaft.timeS() - ago / Shaft.SAMPLE_RATE_HZ, strength, ring, direction);
        }
        impacts.add(shaft.timeS(), g);
    }
}
