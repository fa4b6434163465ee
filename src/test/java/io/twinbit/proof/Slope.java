package io.twinbit.proof;

import java.util.List;

/**
 * A straight line through measured values by least squares.
 *
 * @param values how many
 * @param mean of them
 * @param perStep its slope: growth from one value to the next
 * @param standardError of the slope
 */
record Slope(int values, double mean, double perStep, double standardError) {
    static Slope of(List<? extends Number> values) {
        int n = values.size();
        double middle = (n - 1) / 2.0;
        double mean = values.stream().mapToDouble(Number::doubleValue).average().orElseThrow();
        double xx = 0;
        double xy = 0;
        for (int i = 0; i < n; i++) {
            xx += (i - middle) * (i - middle);
            xy += (i - middle) * (values.get(i).doubleValue() - mean);
        }
        double slope = xy / xx;
        double residuals = 0;
        for (int i = 0; i < n; i++) {
            double residual = values.get(i).doubleValue() - mean - slope * (i - middle);
            residuals += residual * residual;
        }
        return new Slope(n, mean, slope, Math.sqrt(residuals / (n - 2) / xx));
    }

    /** What the line grows by from the first value to the last. */
    double growth() {
        return perStep * (values - 1);
    }

    /** Whether it rises by more than chance explains (two standard errors) and by more than a share of the mean. */
    boolean rises(double share) {
        return perStep > 2 * standardError && growth() > share * mean;
    }
}
