package io.twinbit.link.journal;

import io.twinbit.link.Frame;
import io.twinbit.link.RecordLayout;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * One pass over a file of dead letters. Each stands for itself, so all that are whole count, whatever lies between them.
 *
 * @param end behind the last whole letter
 * @param damageAt of the first byte before the end that belongs to no letter; -1 when there is none
 * @param damage what is wrong there
 */
record LetterScan(long fileBytes, long end, int letters, long damageAt, String damage) {
    /** Hands over each whole letter, in the order of the file. */
    static LetterScan of(StoredFile file, Consumer<StoredLetter> letters) throws IOException {
        long fileBytes = file.size();
        String damage = FrameScanner.faultOfFileHeader(file);
        long damageAt = damage.isEmpty() ? -1 : 0;
        long end = RecordLayout.FILE_HEADER_BYTES;
        int count = 0;
        FrameScanner scanner = new FrameScanner(file);
        for (Frame frame = scanner.next(fileBytes); frame != null; frame = scanner.next(fileBytes)) {
            if (!take(frame, letters)) {
                continue; // then it is a hole for the next
            }
            if (damageAt < 0 && scanner.frameAt() != end) {
                damageAt = end;
                damage = "bytes that are no dead letter";
            }
            end = scanner.offset();
            count++;
        }
        return new LetterScan(fileBytes, end, count, damageAt, damage);
    }

    /** Whether a reader of the file, from the front, comes to what is written behind its end. */
    boolean isAppendable() {
        return damageAt < 0;
    }

    private static boolean take(Frame frame, Consumer<StoredLetter> letters) {
        StoredLetter letter;
        try {
            letter = StoredLetter.read(frame);
        } catch (IllegalArgumentException e) {
            return false;
        }
        letters.accept(letter);
        return true;
    }
}
