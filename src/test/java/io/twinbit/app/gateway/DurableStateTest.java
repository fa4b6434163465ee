package io.twinbit.app.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.app.config.GatewayConfig;
import io.twinbit.app.status.JournalStatus;
import io.twinbit.flow.signal.Message;
import io.twinbit.link.journal.StoredLetter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableStateTest {
    @TempDir
    Path folder;

    private GatewayConfig config;

    @BeforeEach
    void configure() throws Exception {
        config = Objects.requireNonNull(VibrationConfig.wiredIn(folder).config());
    }

    @Test
    void whatAPipelineThrewAtIsKnownToTheNextRun() throws Exception {
        DurableState first = open();
        bury(first, "vibration", 7, PipelineStation.INTERNAL_ERROR);
        bury(first, "vibration", 8, "malformed");
        bury(first, "other", 9, PipelineStation.INTERNAL_ERROR);
        first.close();
        DurableState second = open();
        assertEquals(Set.of(7L), second.putAside("vibration"));
        assertEquals(Set.of(), second.putAside("third"));
        second.files().begin(7);
        second.files().commit(7, 7).join();
        second.close();
        DurableState third = open();
        assertEquals(Set.of(), third.putAside("vibration"), "behind the checkpoint nobody takes it again");
        assertEquals(new PipelineLoop.Start(7, 7), third.start());
        third.close();
    }

    @Test
    void aSecondGatewayIsRefusedAndToldWhoHasTheFolder() throws Exception {
        DurableState first = open();
        StateUnavailableException refused = assertThrows(StateUnavailableException.class, this::open);
        String said = String.valueOf(refused.getMessage());
        assertTrue(said.contains(config.stateDir().toRealPath().toString()), said);
        assertTrue(said.contains(String.valueOf(ProcessHandle.current().pid())), said);
        first.close();
        open().close();
    }

    @Test
    void damageIsInTheStatus() throws Exception {
        DurableState first = open();
        first.files().begin(7);
        first.files().commit(7, 7).join();
        assertEquals(7, first.status().checkpoint().position());
        assertTrue(first.status().checkpoint().bytes() > 0);
        first.close();
        Path checkpoint = config.stateDir().resolve("checkpoints").resolve("%020d.twc".formatted(7));
        byte[] bytes = Files.readAllBytes(checkpoint);
        bytes[20] ^= 1;
        Files.write(checkpoint, bytes);
        DurableState second = open();
        JournalStatus status = second.status();
        assertEquals(new JournalStatus.Checkpoint(-1, 0, 0), status.checkpoint());
        List<String> setAside = status.recovered().setAside();
        assertEquals(1, setAside.size());
        assertTrue(setAside.getFirst().startsWith("checkpoints/"), setAside.getFirst());
        second.close();
    }

    private static void bury(DurableState state, String pipeline, long position, String cause) throws Exception {
        Message message = new Message(position, "t", "{".getBytes(UTF_8), 1);
        state.letters().append(StoredLetter.of(pipeline, message, cause, -1, "found nothing"));
    }

    private DurableState open() {
        DurableState state = DurableState.open(config, GatewayOptions.of("test"));
        state.startWriter();
        return state;
    }
}
