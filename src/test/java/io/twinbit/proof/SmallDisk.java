package io.twinbit.proof;

import io.twinbit.testing.OptionalTool;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system in memory that is as small as it was made. */
record SmallDisk(Path folder) implements AutoCloseable {
    private static final int BLOCK_BYTES = 4096;

    /** Mounts it, where that is permitted; else the test is skipped. */
    static SmallDisk mount(Path folder, int bytes) throws IOException {
        Files.createDirectories(folder);
        if (run("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", folder.toString()) != 0) {
            OptionalTool.notPermitted("mounting a tmpfs is not permitted here; run as root");
        }
        return new SmallDisk(folder);
    }

    private static int run(String... command) throws IOException {
        try {
            return new ProcessBuilder(List.of(command)).inheritIO().start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    /** Takes all that is left, to the last block. */
    void fill() {
        byte[] block = new byte[BLOCK_BYTES];
        try (OutputStream out = Files.newOutputStream(filler())) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            // no space left on device
        }
    }

    void free() throws IOException {
        Files.delete(filler());
    }

    @Override
    public void close() throws IOException {
        if (run("umount", "-l", folder.toString()) != 0) {
            throw new IOException("cannot unmount " + folder);
        }
    }
}
