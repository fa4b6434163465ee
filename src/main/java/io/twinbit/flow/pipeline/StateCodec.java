package io.twinbit.flow.pipeline;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline's state as entries, big-endian; each ends with the CRC-32C of what is before it.
 *
 * <pre>
 * head    | "TWPS" | version | pairs of texts: the definition | pairs of text and int64: counters
 *         | pairs of text and int32: lives of forgotten devices | listening since, us int64 | devices int32 |
 * device  | place among all int32 | name | {@link Device#write} |
 * </pre>
 *
 * What a device's network remembers is the end of its entry and has no length, for it belongs to the definition; a network
 * without state has nothing there.
 *
 * <p>Texts are as {@link DataOutputStream#writeUTF} writes them; pairs have their count, an int32, before them.
 */
final class StateCodec {
    private static final int MAGIC = 0x54575053; // TWPS
    private static final int VERSION = 2;

    /** What entries say. */
    record State(Map<String, Long> counters, PastLives past, long listeningSinceUs, List<Device> devices) {}

    private interface Body {
        void write(DataOutputStream out) throws IOException;
    }

    private StateCodec() {}

    static byte[] head(
            Definition definition, Map<String, Long> counters, PastLives past, long listeningSinceUs, int devices) {
        return entry(out -> {
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            out.writeInt(definition.texts().size());
            for (Map.Entry<String, String> text : definition.texts().entrySet()) {
                out.writeUTF(text.getKey());
                out.writeUTF(text.getValue());
            }
            out.writeInt(counters.size());
            for (Map.Entry<String, Long> counter : counters.entrySet()) {
                out.writeUTF(counter.getKey());
                out.writeLong(counter.getValue());
            }
            past.write(out);
            out.writeLong(listeningSinceUs);
            out.writeInt(devices);
        });
    }

    static byte[] entry(Device device, int place, long lastHeardUs, boolean silent) {
        return entry(out -> {
            out.writeInt(place);
            out.writeUTF(device.name);
            device.write(out, lastHeardUs, silent);
        });
    }

    private static byte[] entry(Body body) {
        Bytes bytes = new Bytes();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            body.write(out);
            out.writeInt(bytes.crc());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail so
        }
        return bytes.toByteArray();
    }

    private static final class Bytes extends ByteArrayOutputStream {
        private static final int USUAL_BYTES = 8192;

        Bytes() {
            super(USUAL_BYTES);
        }

        int crc() {
            return StateCodec.crc(buf, count);
        }
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    /** The state that the entries hold; each device is made by {@code newDevice} from its name. */
    static State read(Iterator<byte[]> entries, Definition definition, int maxDevices, Function<String, Device> newDevice) {
        require(entries.hasNext(), "found no state, not even its head");
        try {
            DataInputStream head = whole(entries.next());
            checkDefinition(head, definition);
            Map<String, Long> counters = counters(head);
            PastLives past = PastLives.read(head);
            long listeningSinceUs = head.readLong();
            List<@Nullable Device> devices = new ArrayList<>(Collections.nCopies(deviceCount(head, maxDevices), null));
            requireEnd(head);
            while (entries.hasNext()) {
                readDevice(whole(entries.next()), devices, newDevice);
            }
            return new State(counters, past, listeningSinceUs, complete(devices));
        } catch (IOException e) {
            throw new PipelineStateException("state is damaged: " + e);
        }
    }

    private static DataInputStream whole(byte[] entry) {
        int end = entry.length - Integer.BYTES;
        require(end >= 0 && crc(entry, end) == ByteBuffer.wrap(entry).getInt(end),
                "state is damaged: the CRC-32C of an entry of " + entry.length + " bytes differs");
        return new DataInputStream(new ByteArrayInputStream(entry, 0, end));
    }

    private static void checkDefinition(DataInputStream in, Definition expected) throws IOException {
        require(in.readInt() == MAGIC, "no state of a pipeline: it does not start with TWPS");
        int version = in.readInt();
        require(version == VERSION, "found a state of version " + version + ", expected " + VERSION);
        Definition found = new Definition(new LinkedHashMap<>());
        for (int left = in.readInt(); left > 0; left--) {
            found.texts().put(in.readUTF(), in.readUTF());
        }
        require(found.equals(expected), "state of another definition, " + found.hash() + " and not " + expected.hash()
                + ": " + found.differenceTo(expected));
    }

    private static Map<String, Long> counters(DataInputStream in) throws IOException {
        Map<String, Long> counters = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            counters.put(in.readUTF(), in.readLong());
        }
        return counters;
    }

    private static int deviceCount(DataInputStream in, int maxDevices) throws IOException {
        int count = in.readInt();
        require(count >= 0 && count <= maxDevices, "found a state of " + count + " devices, expected at most " + maxDevices);
        return count;
    }

    private static void readDevice(DataInputStream in, List<@Nullable Device> devices, Function<String, Device> newDevice)
            throws IOException {
        int place = in.readInt();
        require(place >= 0 && place < devices.size() && devices.get(place) == null,
                "found a device at place " + place + " of " + devices.size() + " that is beyond them or taken");
        Device device = newDevice.apply(in.readUTF());
        device.read(in);
        requireEnd(in);
        devices.set(place, device);
    }

    private static void requireEnd(DataInputStream in) throws IOException {
        require(in.read() < 0, "state is damaged: an entry goes on after its end");
    }

    private static List<Device> complete(List<@Nullable Device> devices) {
        List<Device> complete = new ArrayList<>(devices.size());
        for (Device device : devices) {
            if (device != null) {
                complete.add(device);
            }
        }
        require(complete.size() == devices.size(), "found " + complete.size() + " devices, expected " + devices.size());
        return complete;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new PipelineStateException(otherwise);
        }
    }
}
