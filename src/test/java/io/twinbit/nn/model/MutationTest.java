package io.twinbit.nn.model;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.twinbit.testing.ProofForm;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Damaged files of the demo's networks and of every golden case: refused with the exception of the reader or of the
 * lowering, or run without another, within the bounds of {@link Attempt}. The long form damages a million.
 */
class MutationTest {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int[] AWKWARD = {
        0, 1, 2, -1, -2, 3, 4, 8, 255, 256, 65_535, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x3fffffff, 0x40000000
    };
    private static final int MUTANTS = ProofForm.count(40_000, 100_000, 1_000_000);
    private static final long SEED = 1;

    @Test
    void aDamagedFileIsReadOrRefused() throws IOException {
        List<Path> models = models();
        List<byte[]> files = new ArrayList<>();
        for (Path model : models) {
            files.add(Files.readAllBytes(model));
        }
        int refused = 0;
        for (int i = 0; i < MUTANTS; i++) {
            int file = i % files.size();
            refused += isRefused(models.get(file), i, damaged(files.get(file), new SplittableRandom(SEED << 32 | i))) ? 1 : 0;
        }
        System.out.println(MUTANTS + " damaged files of " + files.size() + " networks: " + refused
                + " refused, the others run; none took more than " + (Attempt.MOST_BYTES >> 20) + " MB or 2 s");
        assertTrue(refused > MUTANTS / 10 && refused < MUTANTS, refused + " of " + MUTANTS + " refused");
    }

    private static List<Path> models() throws IOException {
        try (Stream<Path> demo = Files.walk(Path.of("demo"));
                Stream<Path> golden = Files.walk(Path.of("src/test/resources/golden"))) {
            return Stream.concat(demo, golden)
                    .filter(file -> file.toString().endsWith(".tflite") && !file.toString().contains("float.tflite"))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isRefused(Path model, int mutant, byte[] file) {
        try {
            return Attempt.refusal(file).isPresent();
        } catch (RuntimeException | Error e) {
            Path kept = Path.of("target", "mutant-" + mutant + ".tflite");
            try {
                Files.write(kept, file);
            } catch (IOException unwritten) {
                e.addSuppressed(unwritten);
            }
            return fail("mutant " + mutant + " of " + model + ", kept as " + kept, e);
        }
    }

    /** Most of a model is weights, which may be anything; the tables stand at the ends, so most damage is done there. */
    private static byte[] damaged(byte[] whole, SplittableRandom random) {
        byte[] file = whole.clone();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            int at = random.nextBoolean() ? place(random, file.length) : file.length - 4 - place(random, file.length);
            switch (random.nextInt(4)) {
                case 0 -> file[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> INTS.set(file, at & ~3, AWKWARD[random.nextInt(AWKWARD.length)]);
                case 2 -> INTS.set(file, at & ~3, (int) INTS.get(file, place(random, file.length) & ~3));
                default -> file[at] = (byte) random.nextInt();
            }
        }
        return random.nextInt(20) == 0 ? Arrays.copyOf(file, random.nextInt(file.length)) : file;
    }

    private static int place(SplittableRandom random, int length) {
        return random.nextInt(random.nextInt(1, length - 4));
    }
}
