package io.twinbit.app.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.twinbit.testing.WireContract;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class EpochTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void isThatOfTheContract() {
        Epoch.Running vibration = new Epoch.Running("vibration", "9b1f0c5a9e7b3d24", "tba1-1f0c5a9e7b3d2468");
        assertEquals(
                JSON.readTree(WireContract.example("epoch")), JSON.readTree(Epoch.json("0.1.0", List.of(vibration))));
    }
}
