package io.twinbit.link.journal;

import java.io.IOException;
import java.util.List;

/**
 * Files in folders, one level deep, with just what a journal needs: the one seam through which every write, force, rename and
 * truncation goes. Names are {@code folder/file}. What was not forced may be lost, torn or reordered when the power
 * goes; a name that was created, renamed or deleted lasts once its folder was forced.
 *
 * <p>Any thread may call.
 */
public interface Storage {
    /** Names of the files in a folder, sorted; empty when there is no such folder. */
    List<String> list(String folder) throws IOException;

    /**
     * A new, empty file, in a folder that is made when it is missing.
     *
     * @param preallocatedBytes the file's size from the start, all zeros; where the file system can, they are reserved, so that
     *     a disk that is full says so now
     * @throws IOException when the name is taken, too
     */
    StoredFile create(String name, long preallocatedBytes) throws IOException;

    /** A file that is there, to be read and written. */
    StoredFile open(String name) throws IOException;

    /** Gives the file another name, perhaps in another folder; a file of that name is replaced, in one step. */
    void rename(String from, String to) throws IOException;

    /** Deletes the file; it need not be there. */
    void delete(String name) throws IOException;

    /** Makes the names of a folder durable. */
    void force(String folder) throws IOException;
}
