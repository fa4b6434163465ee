package io.twinbit.flow.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowTest {
    /** By definition: since the last reset, window k has the samples from k * hop to k * hop + size - 1. */
    @Test
    void windowsAreThoseOfTheDefinition() {
        Random random = new Random(1);
        for (int round = 0; round < 500; round++) {
            int size = 1 + random.nextInt(8);
            int hop = 1 + random.nextInt(12);
            Window window = new Window(new WindowSpec(size, hop, GapPolicy.RESET, 0), 2);
            List<Integer> since = new ArrayList<>(); // the last reset
            for (int t = 1; t < 60; t++) {
                if (random.nextInt(20) == 0) {
                    assertEquals(waiting(since.size(), size, hop), window.reset());
                    since.clear();
                }
                since.add(t);
                boolean due = push(window, t);
                int after = since.size() - size;
                assertEquals(after >= 0 && after % hop == 0, due, "size " + size + " hop " + hop + " at " + since);
                List<Integer> newest = since.subList(Math.max(0, after), since.size());
                assertEquals(newest, held(window));
            }
        }
    }

    /** Samples that a window not yet complete has. */
    private static int waiting(int samples, int size, int hop) {
        int start = samples < size ? 0 : ((samples - size) / hop + 1) * hop;
        return Math.max(0, samples - start);
    }

    private static boolean push(Window window, int t) {
        Samples samples = new Samples(2);
        samples.add(t);
        samples.add(-t);
        samples.stamp(0, 1000L * t);
        return window.push(samples, 0);
    }

    private static List<Integer> held(Window window) {
        List<Integer> held = new ArrayList<>();
        for (int i = 0; i < window.held(); i++) {
            assertEquals(window.value(i, 0), -window.value(i, 1));
            assertEquals(1000L * (int) window.value(i, 0), window.timeUs(i));
            held.add((int) window.value(i, 0));
        }
        return held;
    }

    @Test
    void writtenAndReadItGoesOnAlike() throws IOException {
        Random random = new Random(2);
        for (int round = 0; round < 500; round++) {
            WindowSpec spec = new WindowSpec(1 + random.nextInt(6), 1 + random.nextInt(9), GapPolicy.RESET, 0);
            Window original = new Window(spec, 2);
            int t = 1;
            for (int n = random.nextInt(25); n > 0; n--) {
                push(original, t++);
            }
            Window copy = new Window(spec, 2);
            push(copy, 77);
            copy.read(new DataInputStream(new ByteArrayInputStream(bytes(original))));
            assertArrayEquals(bytes(original), bytes(copy));
            for (int n = 0; n < 20; n++) {
                assertEquals(push(original, t), push(copy, t));
                assertEquals(held(original), held(copy));
                t++;
            }
        }
    }

    private static byte[] bytes(Window window) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        window.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    @Test
    void whatCannotBeAStateIsRefused() {
        Window window = new Window(new WindowSpec(4, 2, GapPolicy.RESET, 0), 1);
        for (int[] state : new int[][] {{0, 0}, {5, 0}, {1, 2}, {4, 5}, {4, -1}}) {
            byte[] bytes = ByteBuffer.allocate(200).putInt(state[0]).putInt(state[1]).array();
            assertThrows(IOException.class, () -> window.read(new DataInputStream(new ByteArrayInputStream(bytes))));
        }
    }
}
