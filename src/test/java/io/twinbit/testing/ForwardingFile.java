package io.twinbit.testing;

import io.twinbit.link.journal.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file that does what another does; a test says where it does not. */
public class ForwardingFile implements StoredFile {
    private final StoredFile below;

    public ForwardingFile(StoredFile below) {
        this.below = below;
    }

    @Override
    public int read(ByteBuffer target, long offset) throws IOException {
        return below.read(target, offset);
    }

    @Override
    public void write(ByteBuffer source, long offset) throws IOException {
        below.write(source, offset);
    }

    @Override
    public void force() throws IOException {
        below.force();
    }

    @Override
    public void truncate(long bytes) throws IOException {
        below.truncate(bytes);
    }

    @Override
    public long size() throws IOException {
        return below.size();
    }

    @Override
    public void close() throws IOException {
        below.close();
    }
}
