package io.twinbit.link.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RepeatsTest {
    private static final int PACKETS = 500;

    /** However the network cuts the bytes, and whatever lies between. */
    @Test
    void findsEveryRepeatAndNothingElse() throws IOException {
        Random random = new Random(3);
        for (int run = 0; run < 20; run++) {
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            List<Integer> repeated = new ArrayList<>();
            for (int id = 1; id <= PACKETS; id++) {
                boolean again = random.nextInt(3) == 0;
                int qos = random.nextInt(2);
                String topic = "t".repeat(1 + random.nextInt(300));
                String payload = "8".repeat(random.nextInt(random.nextBoolean() ? 5 : 20_000)); // looks like a repeat
                stream.write(PacketEncoder.publish(topic, payload, qos, qos == 0 ? 0 : id, again && qos > 0));
                stream.write(new byte[] {(byte) 0xd0, 0}); // PINGRESP
                if (again && qos > 0) {
                    repeated.add(id);
                }
            }
            assertEquals(repeated, found(stream.toByteArray(), random));
        }
    }

    private static List<Integer> found(byte[] bytes, Random random) {
        Repeats repeats = new Repeats();
        for (int at = 0; at < bytes.length; ) {
            int count = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 3 : 5_000));
            repeats.scan(bytes, at, count);
            at += count;
        }
        List<Integer> found = new ArrayList<>();
        for (int id = 1; id <= PACKETS; id++) {
            if (repeats.take(id)) {
                found.add(id);
            }
        }
        return found;
    }
}
