package io.twinbit.flow.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.flow.decide.Rule;
import io.twinbit.flow.decide.Steadiness;
import io.twinbit.flow.decode.DecoderSpec;
import io.twinbit.flow.decode.NumberType;
import io.twinbit.flow.signal.Message;
import io.twinbit.flow.signal.Preprocess;
import io.twinbit.flow.signal.StreamSpec;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What 10,000 devices with windows of 256 samples of three values take of the heap, and what an export of them adds. */
class DeviceMemoryTest {
    private static final int DEVICES = 10_000;
    private static final int WINDOW_SAMPLES = 256;
    private static final int WINDOW_BYTES = WINDOW_SAMPLES * (3 * Float.BYTES + Long.BYTES);
    private static final int MAX_BYTES_BESIDE_THE_WINDOW = 1_536; // names, rule, newest result

    /** A window and a half of every device, so that each has a result. */
    private static Pipeline full() {
        DecoderSpec decoder = new DecoderSpec.Binary(
                new StreamSpec(List.of("x", "y", "z"), Specs.INTERVAL_US), 65_536, NumberType.INT16, 1);
        PipelineSpec spec = new PipelineSpec("p", "sensors/+/accel", PipelineSpec.UserProperties.NONE, Specs.labels(4), decoder,
                Specs.window(WINDOW_SAMPLES, WINDOW_SAMPLES), Preprocess.none(3), new Rule.ArgMax(0), Steadiness.NONE, false,
                null, DEVICES, 5_000, 600_000);
        Pipeline pipeline = new Pipeline(
                spec, Networks.of(Networks.int8(3 * WINDOW_SAMPLES, Networks.UNIT), Networks.int8(4, Networks.UNIT)), "tba1-0");
        byte[] payload = new byte[WINDOW_SAMPLES / 2 * 3 * Short.BYTES];
        for (int i = 0; i < 3 * DEVICES; i++) {
            pipeline.accept(new Message(i, "sensors/machine-" + i % DEVICES + "/accel", payload, i), outcome -> { });
        }
        return pipeline;
    }

    private static long heapBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void aDeviceTakesItsWindowAndLittleMore() {
        long before = heapBytes();
        Pipeline pipeline = full();
        long perDevice = (heapBytes() - before) / DEVICES;
        assertEquals(DEVICES, pipeline.counters().get("results"));
        assertTrue(perDevice > WINDOW_BYTES && perDevice < WINDOW_BYTES + MAX_BYTES_BESIDE_THE_WINDOW, perDevice + " bytes a device");
        StateExport export = pipeline.beginExport();
        long exporting = (heapBytes() - before) / DEVICES - perDevice;
        assertTrue(export.next(head -> { }));
        assertTrue(exporting < 128, exporting + " bytes a device for an export of which nothing has been copied");
    }
}
