package io.twinbit.link.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file of a {@link Storage}. */
public interface StoredFile extends Closeable {
    /**
     * Fills the buffer as far as the file goes.
     *
     * @return bytes read; fewer than there was room for only at the end of the file
     */
    int read(ByteBuffer target, long offset) throws IOException;

    /** Writes all that the buffer has left. */
    void write(ByteBuffer source, long offset) throws IOException;

    /** Makes what was written durable. After a failure nobody knows what is: never force the same file again. */
    void force() throws IOException;

    /** Cuts the file off after so many bytes. */
    void truncate(long bytes) throws IOException;

    /** Bytes, with those preallocated. */
    long size() throws IOException;
}
