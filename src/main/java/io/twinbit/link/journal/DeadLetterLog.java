package io.twinbit.link.journal;

import io.twinbit.link.Frame;
import io.twinbit.link.RecordLayout;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The newest messages that pipelines put aside, in files of an eighth of the bytes that the log may hold. When there is no
 * room for another file, the oldest goes and its letters are counted. A payload that does not fit a file is kept as far as
 * it does.
 *
 * <p>A pipeline puts messages aside in the order of their positions, so a letter at or before its newest one is known already: it
 * comes again because the pipeline went back to a checkpoint. For the same reason the letters before a checkpoint must be
 * durable when the checkpoint is: force them first.
 *
 * <p>Any thread may call.
 */
public final class DeadLetterLog implements Closeable {
    /** Of {@code maxBytes}, at least: a file has room for the longest reason and some payload. */
    public static final long MIN_BYTES = 1 << 20;

    private static final int FILES = 8;
    private static final int MAX_FILE_BYTES = 16 << 20;

    private final LetterFiles files;
    private final int fileBytes;
    private final long maxBytes;
    /** Position of the newest letter by pipeline. */
    private final Map<String, Long> newest = new HashMap<>();
    private final Recovery recovery;
    private @Nullable LetterFile file;
    private boolean failed;
    private long droppedLetters;

    /**
     * What was found when the log was opened.
     *
     * @param tornBytes cut off behind the last letter, which was never durable
     * @param setAside damaged files, of which a copy is kept; what is whole in them stays
     */
    public record Recovery(long tornBytes, List<SetAside> setAside) {
        public Recovery {
            setAside = List.copyOf(setAside);
        }
    }

    private DeadLetterLog(Storage storage, long maxBytes, Consumer<StoredLetter> found) throws IOException {
        if (maxBytes < MIN_BYTES) {
            throw new IllegalArgumentException("maxBytes is " + maxBytes + ", at least " + MIN_BYTES);
        }
        this.maxBytes = maxBytes;
        this.fileBytes = (int) Math.min(maxBytes / FILES, MAX_FILE_BYTES);
        this.files = new LetterFiles(storage);
        LetterRecovery left = new LetterRecovery(storage, files, letter -> {
            if (isNew(letter)) {
                found.accept(letter);
            }
        });
        this.recovery = left.run();
        this.file = left.openEnd();
    }

    /** Opens what an earlier run left; damage is no reason not to. */
    public static DeadLetterLog open(Storage storage, long maxBytes) throws IOException {
        return open(storage, maxBytes, _ -> {});
    }

    /** The same, and hands over what is found, as {@link #read} does. */
    public static DeadLetterLog open(Storage storage, long maxBytes, Consumer<StoredLetter> found) throws IOException {
        return new DeadLetterLog(storage, maxBytes, found);
    }

    /**
     * Hands over all letters, oldest first, and touches nothing: the log may be another process's at the same time.
     *
     * @throws IOException when a file that is there cannot be read
     */
    public static void read(Storage storage, Consumer<StoredLetter> letters) throws IOException {
        Map<String, Long> newest = new HashMap<>();
        new LetterFiles(storage).read(letter -> {
            if (isNew(letter, newest)) {
                letters.accept(letter);
            }
        });
    }

    private boolean isNew(StoredLetter letter) {
        return isNew(letter, newest);
    }

    private static boolean isNew(StoredLetter letter, Map<String, Long> newest) {
        long position = letter.message().position();
        boolean isNew = position > newest.getOrDefault(letter.pipeline(), Long.MIN_VALUE);
        if (isNew) {
            newest.put(letter.pipeline(), position);
        }
        return isNew;
    }

    public Recovery recovery() {
        return recovery;
    }

    /** Letters that went with the oldest file, since the log was opened. */
    public synchronized long droppedLetters() {
        return droppedLetters;
    }

    /**
     * Adds a letter. It is durable after {@link #force}.
     *
     * @return false when the log has it already
     * @throws IOException when it could not be written; it may be tried again
     */
    public synchronized boolean append(StoredLetter letter) throws IOException {
        long position = letter.message().position();
        if (position <= newest.getOrDefault(letter.pipeline(), Long.MIN_VALUE)) {
            return false;
        }
        Frame frame = letter.frame(fileBytes - RecordLayout.FILE_HEADER_BYTES);
        ByteBuffer record = ByteBuffer.allocate(frame.bytes());
        RecordLayout.write(frame, record);
        fileFor(record.flip().remaining(), position).append(record);
        newest.put(letter.pipeline(), position);
        return true;
    }

    /** Makes all letters durable. After a failure a later call tries it in another file. */
    public synchronized void force() throws IOException {
        LetterFile now = afterFailure();
        if (now != null) {
            force(now);
        }
    }

    private void force(LetterFile now) throws IOException {
        try {
            now.force();
        } catch (IOException e) {
            failed = true;
            throw e;
        }
    }

    private LetterFile fileFor(int bytes, long position) throws IOException {
        LetterFile now = afterFailure();
        if (now != null && now.bytes() + bytes <= fileBytes) {
            return now;
        }
        if (now != null) {
            force(now);
            now.close();
            file = null;
        }
        droppedLetters += files.makeRoom(maxBytes - fileBytes);
        LetterFile fresh = files.create(position);
        file = fresh;
        return fresh;
    }

    /** The newest file; when it could not be forced, what is not known to be durable of it goes into a new one. */
    private @Nullable LetterFile afterFailure() throws IOException {
        LetterFile bad = file;
        if (failed && bad != null) {
            droppedLetters += files.makeRoom(maxBytes - fileBytes);
            file = files.createAfter(bad);
            failed = false;
        }
        return file;
    }

    /**
     * Takes letters out for good.
     *
     * @return how many
     */
    public synchronized int remove(Predicate<StoredLetter> chosen) throws IOException {
        close();
        return files.remove(chosen);
    }

    /** Closes the newest file; the next letter goes into another. */
    @Override
    public synchronized void close() throws IOException {
        LetterFile now = afterFailure();
        if (now != null) {
            force(now);
            now.close();
            file = null;
        }
    }
}
