package io.twinbit.app.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogOutputTest {
    @TempDir
    Path folder;

    @Test
    void aStreamIsTheJournalOnlyWhenDeviceAndInodeAreTheSame() throws Exception {
        Path stream = Files.createFile(folder.resolve("stream"));
        String journal = Files.getAttribute(stream, "unix:dev") + ":" + Files.getAttribute(stream, "unix:ino");
        assertTrue(LogOutput.isJournal(journal, stream));
        assertFalse(LogOutput.isJournal(journal, Files.createFile(folder.resolve("other"))));
        assertFalse(LogOutput.isJournal("", stream));
        assertFalse(LogOutput.isJournal(journal, folder.resolve("none")));
    }
}
