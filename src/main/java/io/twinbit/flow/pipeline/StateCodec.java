package io.twinbit.flow.pipeline;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.zip.CRC32C;

/**
 * The state of all devices as bytes, big-endian: magic and version, what shape of pipeline it is of, the devices in the
 * order they came, and a CRC-32C of it all.
 */
final class StateCodec {
    private static final int MAGIC = 0x54575053; // TWPS
    private static final int VERSION = 1;

    private StateCodec() {}

    /** What a state depends on: another pipeline's would be read as nonsense. */
    private static String shape(PipelineSpec spec) {
        return "features " + spec.decoder().stream().features()
                + ", window " + spec.window().sizeSamples() + " hop " + spec.window().hopSamples()
                + ", rule " + spec.rule().getClass().getSimpleName() + " of " + spec.rule().labels(spec.labels())
                + ", of_windows " + spec.steadiness().ofWindows();
    }

    static byte[] write(PipelineSpec spec, Collection<Device> devices) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            byte[] shape = shape(spec).getBytes(StandardCharsets.UTF_8);
            out.writeInt(shape.length);
            out.write(shape);
            out.writeInt(devices.size());
            for (Device device : devices) {
                out.writeUTF(device.name);
                device.write(out);
            }
            out.writeInt(crc(bytes.toByteArray(), bytes.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail so
        }
        return bytes.toByteArray();
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    /** The devices, each made by {@code newDevice} from its name. */
    static List<Device> read(byte[] state, PipelineSpec spec, Function<String, Device> newDevice) {
        int end = state.length - Integer.BYTES;
        if (end < 0 || crc(state, end) != ByteBuffer.wrap(state).getInt(end)) {
            throw new PipelineStateException("state of " + state.length + " bytes is damaged: its CRC-32C differs");
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state, 0, end))) {
            checkHead(in, spec);
            List<Device> devices = new ArrayList<>();
            for (int left = deviceCount(in, spec); left > 0; left--) {
                Device device = newDevice.apply(in.readUTF());
                device.read(in);
                devices.add(device);
            }
            require(in.read() < 0, "state goes on after the last device");
            return devices;
        } catch (IOException e) {
            throw new PipelineStateException("state is damaged: " + e);
        }
    }

    private static void checkHead(DataInputStream in, PipelineSpec spec) throws IOException {
        require(in.readInt() == MAGIC, "no state of a pipeline");
        int version = in.readInt();
        require(version == VERSION, "state of version " + version + ", expected " + VERSION);
        String shape = new String(in.readNBytes(Math.max(0, in.readInt())), StandardCharsets.UTF_8);
        require(shape.equals(shape(spec)), "state of a pipeline with " + shape + ", expected " + shape(spec));
    }

    private static int deviceCount(DataInputStream in, PipelineSpec spec) throws IOException {
        int count = in.readInt();
        require(count >= 0 && count <= spec.maxDevices(), "state of " + count + " devices, expected at most " + spec.maxDevices());
        return count;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new PipelineStateException(otherwise);
        }
    }
}
