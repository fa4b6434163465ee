package io.twinbit.link.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /** Holds a state directory until it is killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws Exception {
            try (StateDirectory _ = StateDirectory.take(Path.of(args[0]))) {
                System.out.println("held");
                Thread.sleep(60_000);
            }
        }
    }

    @Test
    void aSecondProcessIsToldWhoHasItAndAKilledOneLeavesNoLock() throws Exception {
        Path state = folder.resolve("a/state");
        Process holder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(), "-cp", System.getProperty("java.class.path"),
                        Holder.class.getName(), state.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = holder.inputReader()) {
            assertEquals("held", said.readLine());
            StateInUseException inUse = assertThrows(StateInUseException.class, () -> StateDirectory.take(state));
            assertEquals(
                    state.toRealPath() + ": in use by process " + holder.pid()
                            + "; stop that gateway, or give this one a folder of its own (gateway.state_dir)",
                    inUse.getMessage());
        } finally {
            holder.destroyForcibly().waitFor();
        }
        StateDirectory.take(state).close();
    }

    @Test
    void withinOneProcessItIsHeldOnceAndGivenBack() throws IOException {
        try (StateDirectory held = StateDirectory.take(folder)) {
            assertTrue(held.storage().list("intake").isEmpty());
            assertEquals(ProcessHandle.current().pid() + "\n", Files.readString(folder.resolve("lock")));
            assertThrows(StateInUseException.class, () -> StateDirectory.take(folder.resolve("../" + folder.getFileName())));
        }
        StateDirectory.take(folder).close();
    }

    @Test
    void whatCannotBeTakenIsNotHeld() throws IOException {
        Files.createDirectory(folder.resolve("lock"));
        for (int attempt = 0; attempt < 2; attempt++) {
            IOException failure = assertThrows(IOException.class, () -> StateDirectory.take(folder));
            assertTrue(failure.toString().contains("lock"), failure::toString);
        }
    }
}
