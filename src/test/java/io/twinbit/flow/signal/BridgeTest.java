package io.twinbit.flow.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class BridgeTest {
    private static Samples bridge(GapPolicy policy, float from, float to, int missing) {
        Window window = new Window(new WindowSpec(4, 4, policy, 10), 1);
        window.push(sample(from, 1_000), 0);
        Samples bridge = new Samples(1);
        Bridge.fill(bridge, missing, window, sample(to, 1_000 + 100L * (missing + 1)), 0, policy);
        return bridge;
    }

    private static Samples sample(float value, long timeUs) {
        Samples samples = new Samples(1);
        samples.add(value);
        samples.stamp(0, timeUs);
        return samples;
    }

    @Test
    void holdRepeatsTheLastSample() {
        Samples bridge = bridge(GapPolicy.HOLD, 5, 9, 3);
        assertEquals(3, bridge.count());
        for (int k = 0; k < 3; k++) {
            assertEquals(5, bridge.value(k, 0));
            assertEquals(1_100 + 100 * k, bridge.timeUs(k));
        }
    }

    @Test
    void interpolateGoesStraight() {
        Samples bridge = bridge(GapPolicy.INTERPOLATE, 1, 3, 3);
        assertEquals(1.5f, bridge.value(0, 0));
        assertEquals(2f, bridge.value(1, 0));
        assertEquals(2.5f, bridge.value(2, 0));
        float inFloat32 = 0.1f + (0.7f - 0.1f) * (1f / 3);
        assertEquals(inFloat32, bridge(GapPolicy.INTERPOLATE, 0.1f, 0.7f, 2).value(0, 0));
    }
}
