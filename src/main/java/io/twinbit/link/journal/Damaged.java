package io.twinbit.link.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** The folder of damaged files, where nothing is ever deleted. */
final class Damaged {
    static final String FOLDER = "damaged";
    /** Copies beyond this are not made: damage that goes on must not fill the disk. */
    static final long MAX_COPIED_BYTES = 64 << 20;

    private static final String PART = ".part";
    private static final int CHUNK_BYTES = 64 << 10;

    private final Storage storage;

    Damaged(Storage storage) {
        this.storage = storage;
    }

    /** Moves a file of which nothing is used any more. */
    SetAside move(String name, long offset, String reason) throws IOException {
        String kept = freeName(name);
        storage.rename(name, kept);
        storage.force(FOLDER);
        storage.force(folderOf(name));
        return new SetAside(name, offset, reason, kept);
    }

    /** Copies a file that is used further, once; when that fails, what is said to be kept is the failure. */
    SetAside copy(String name, StoredFile file, long offset, String reason) {
        String kept = FOLDER + "/" + fileOf(name);
        try {
            if (!storage.list(FOLDER).contains(kept)) {
                copy(file, kept);
            }
            return new SetAside(name, offset, reason, kept);
        } catch (IOException e) {
            return new SetAside(name, offset, reason, "nothing: " + e.getMessage());
        }
    }

    private void copy(StoredFile file, String kept) throws IOException {
        long size = file.size();
        if (bytes() + size > MAX_COPIED_BYTES) {
            throw new IOException(FOLDER + " holds " + bytes() + " bytes already; look at them and delete them");
        }
        String part = kept + PART;
        storage.delete(part);
        try (StoredFile target = storage.create(part, 0)) {
            ByteBuffer buffer = ByteBuffer.allocate(CHUNK_BYTES);
            for (long at = 0; at < size; at += CHUNK_BYTES) {
                file.read(buffer.clear(), at);
                target.write(buffer.flip(), at);
            }
            target.force();
        }
        storage.rename(part, kept);
        storage.force(FOLDER);
    }

    private long bytes() throws IOException {
        long bytes = 0;
        for (String name : storage.list(FOLDER)) {
            try (StoredFile file = storage.open(name)) {
                bytes += file.size();
            }
        }
        return bytes;
    }

    private String freeName(String name) throws IOException {
        List<String> taken = storage.list(FOLDER);
        String wanted = FOLDER + "/" + fileOf(name);
        String free = wanted;
        for (int i = 2; taken.contains(free); i++) {
            free = wanted + "." + i;
        }
        return free;
    }

    private static String folderOf(String name) {
        return name.substring(0, name.indexOf('/'));
    }

    private static String fileOf(String name) {
        return name.substring(name.indexOf('/') + 1);
    }
}
