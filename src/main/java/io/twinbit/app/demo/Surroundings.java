package io.twinbit.app.demo;

/** What comes from outside: mains hum, a neighbouring machine that never stops, knocks. */
final class Surroundings implements Part {
    private static final double MAINS_HUM_HZ = 100;
    private static final double KNOCKS_PER_S = 0.15;

    private final Draw draw;
    private final double hum;
    private final double[] humDirection;
    private final double neighbour;
    private final double neighbourHz;
    private final double[] neighbourDirection;
    private final Wander neighbourWander;
    private final double[] psi;
    private final Impacts knocks = new Impacts();

    Surroundings(Draw draw) {
        this.draw = draw;
        hum = draw.uniform(0.002, 0.012);
        humDirection = draw.direction();
        neighbour = draw.uniform(0, 0.014);
        neighbourHz = draw.uniform(18, 48);
        neighbourDirection = draw.direction();
        neighbourWander = new Wander(draw, 0.5, 0.2);
        psi = draw.phases(2);
    }

    @Override
    public void add(Shaft shaft, Condition condition, double[] g) {
        double t = shaft.timeS();
        double fromMains = hum * Math.cos(2 * Math.PI * MAINS_HUM_HZ * t + psi[0]) * Math.min(condition.speed(), 1);
        double fromNeighbour =
                neighbour * (1 + neighbourWander.next()) * Math.cos(2 * Math.PI * neighbourHz * t + psi[1]);
        for (int axis = 0; axis < 3; axis++) {
            g[axis] += fromMains * humDirection[axis] + fromNeighbour * neighbourDirection[axis];
        }
        if (draw.chance(KNOCKS_PER_S / Shaft.SAMPLE_RATE_HZ)) {
            knocks.strike(t, draw.logUniform(0.05, 0.40), new Ring(draw.uniform(60, 300), draw.uniform(0.05, 0.12)), draw.direction());
        }
        knocks.add(t, g);
    }
}
