package io.twinbit.flow.pipeline;

import java.util.function.Consumer;

/**
 * A pipeline's state as it was at one moment, in entries: first the head, then one for each device. The pipeline goes on
 * meanwhile; a device that is about to change is first copied as it was. On the pipeline's thread only.
 */
public interface StateExport {
    /** Most bytes of an entry. */
    int MAX_ENTRY_BYTES = 48 << 20;

    /**
     * Gives the next entry. Entries of devices come in any order.
     *
     * @return whether there was one; once false, the state is complete
     */
    boolean next(Consumer<byte[]> out);

    /** Nobody will ask for the rest: nothing is copied for this export any more. */
    void abandon();
}
