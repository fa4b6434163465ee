package io.twinbit.proof;

import java.io.IOException;

/** What happens to a gateway around what it does to its disk. */
interface DiskHook {
    /**
     * It is about to be done; may throw in its place.
     *
     * @param file as {@link io.twinbit.link.journal.Storage} names it; of a rename the old name
     */
    void before(DiskOp op, String file) throws IOException;

    /** Half of a write's bytes are written, the others are not. */
    void halfWritten(String file) throws IOException;

    /** It is done. */
    void after(DiskOp op, String file);
}
