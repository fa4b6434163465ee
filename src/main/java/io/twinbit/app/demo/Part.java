package io.twinbit.app.demo;

/** One cause of acceleration. Formulas and symbols of all parts: demo/machine-vibration/SIGNALS.md. */
interface Part {
    int X = 0; // radial horizontal
    int Y = 1; // axial
    int Z = 2; // radial vertical

    /**
     * Adds this part's acceleration at the shaft's present instant.
     *
     * @param g (3): x, y, z in g
     */
    void add(Shaft shaft, Condition condition, double[] g);
}
