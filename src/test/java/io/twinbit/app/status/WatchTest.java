package io.twinbit.app.status;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which devices are watched, and what is kept of them. */
class WatchTest {
    private final Watch watch = new Watch(2);

    @Test
    void aDeviceIsFoundByPipelineAndName() {
        WatchedDevice opened = watch.open("p", "a");
        assertSame(opened, watch.find("p", "a"));
        assertNull(watch.find("q", "a"));
        assertSame(opened, watch.open("p", "a"), "a second viewer sees the same");
    }

    @Test
    void theOneLookedAtLongestAgoMakesRoom() {
        watch.open("p", "a");
        watch.open("p", "b");
        watch.open("p", "a");
        watch.open("p", "c");
        assertEquals(List.of("a", "c"), watch.devices().stream().map(WatchedDevice::device).toList());
    }

    @Test
    void theOneNobodyLooksAtMakesRoomFirst() {
        watch.open("p", "a");
        watch.open("p", "b").close();
        watch.open("p", "c");
        assertNotNull(watch.find("p", "a"));
        assertNull(watch.find("p", "b"));
    }

    @Test
    void aDeviceIsViewedUntilItsLastViewerLeaves() {
        WatchedDevice device = watch.open("p", "a");
        watch.open("p", "a");
        device.close();
        assertTrue(device.isViewed());
        device.close();
        assertFalse(device.isViewed());
        assertSame(device, watch.find("p", "a"), "its results stay for the next viewer");
    }

    @Test
    void resultsAreBoundedAndNumbered() {
        WatchedDevice device = watch.open("p", "a");
        for (int i = 1; i <= WatchedDevice.MAX_RESULTS + 10; i++) {
            device.result(Integer.toString(i).getBytes(US_ASCII));
        }
        assertEquals(WatchedDevice.MAX_RESULTS, device.resultsAfter(0).size());
        assertEquals(11, device.resultsAfter(0).getFirst().number());
        assertEquals("130", new String(device.resultsAfter(129).getFirst().json(), US_ASCII));
        assertEquals(List.of(), device.resultsAfter(130));
    }
}
