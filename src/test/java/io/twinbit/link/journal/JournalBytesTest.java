package io.twinbit.link.journal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.testing.ForwardingFile;
import io.twinbit.testing.ForwardingStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much goes to the disk for a byte of payload: a force writes whole pages. */
class JournalBytesTest {
    private static final int PAGE_BYTES = 4096;
    private static final int MESSAGE_BYTES = 200;
    private static final int COMMITS = 600;
    private static final JournalSettings SETTINGS = new JournalSettings(256 << 20, 0, 8 << 20, OnFull.BLOCK, 128);

    private final NumberedMessages feed = new NumberedMessages(0);

    private double payloadBytes(int messages) {
        return (double) COMMITS * messages * MESSAGE_BYTES;
    }

    private void write(Storage storage, int messages) throws IOException, InterruptedException {
        Journal journal = feed.open(storage, SETTINGS);
        for (int i = 0; i < COMMITS; i++) {
            feed.write(journal.writer(), messages, MESSAGE_BYTES);
        }
        journal.close();
    }

    @ParameterizedTest
    @CsvSource({"5, 6", "20, 2.5", "100, 1.4"})
    void ofPagesThatAForceWrites(int messages, double atMost) throws Exception {
        PageCounter storage = new PageCounter(new MemoryStorage());
        write(storage, messages);
        double ratio = storage.forcedPages * PAGE_BYTES / payloadBytes(messages);
        assertTrue(ratio <= atMost, messages + " messages a commit: " + ratio);
    }

    /** The kernel's own count, where it keeps one and the folder is on a disk. */
    @Test
    void asTheKernelCounts(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(Files.isReadable(Path.of("/proc/self/io")), "no /proc/self/io here");
        long before = bytesToDisk();
        write(new DiskStorage(folder), 20);
        double ratio = (bytesToDisk() - before) / payloadBytes(20);
        Assumptions.assumeTrue(ratio > 0, "the folder is not on a disk");
        assertTrue(ratio <= 2.5 * 1.1, "20 messages a commit: " + ratio); // the tests' other threads write, too
    }

    private static long bytesToDisk() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/io")).stream()
                .filter(line -> line.startsWith("write_bytes: "))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
                .sum();
    }

    /** Counts the pages that are dirty at each force. */
    private static final class PageCounter extends ForwardingStorage {
        long forcedPages;

        PageCounter(Storage below) {
            super(below);
        }

        @Override
        public StoredFile create(String name, long preallocatedBytes) throws IOException {
            return new CountedFile(super.create(name, preallocatedBytes));
        }

        @Override
        public void force(String folder) throws IOException {
            super.force(folder);
            forcedPages++;
        }

        private final class CountedFile extends ForwardingFile {
            private final Set<Long> dirty = new HashSet<>();

            CountedFile(StoredFile below) {
                super(below);
            }

            @Override
            public void write(ByteBuffer source, long offset) throws IOException {
                for (long page = offset / PAGE_BYTES; page * PAGE_BYTES < offset + source.remaining(); page++) {
                    dirty.add(page);
                }
                super.write(source, offset);
            }

            @Override
            public void force() throws IOException {
                forcedPages += dirty.size();
                dirty.clear();
                super.force();
            }
        }
    }
}
