package io.twinbit.app.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineTest {
    private final ScriptedSink sink = new ScriptedSink();
    private final SumStation poisoned = new SumStation();
    private final List<LoopSite> sites = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void kill() throws Exception {
        for (LoopSite site : sites) {
            site.kill();
        }
    }

    @Test
    void aRecordThatAPipelineThrowsAtTwiceIsPutAsideAndNothingElseIsLost() throws Exception {
        poisoned.poison = 4;
        SumStation sound = new SumStation();
        LoopSite site = start(1, poisoned, sound);
        offer(site, 0, 9);
        await().until(() -> sink.sent.size() == 5);
        assertEquals(List.of("t 2 3", "t 2 3", "t 5 15", "t 6 17", "t 8 36"), sink.sent, "6 + 5 + 3 + 2 + 1 + 0");
        assertEquals(1, poisoned.putAside.size());
        assertEquals(9, site.recorded.size());
    }

    @Test
    void aRecordThatAPipelineThrowsAtOnceIsTaken() throws Exception {
        poisoned.poison = 4;
        poisoned.poisonLeft.set(1);
        offer(start(1, poisoned), 0, 6);
        await().until(() -> sink.sent.equals(List.of("t 2 3", "t 5 15")));
        assertEquals(0, poisoned.putAside.size());
    }

    @Test
    void thePipelineIsMadeAnewFromTheCheckpoint() throws Exception {
        LoopSite site = start(1, poisoned);
        offer(site, 0, 5);
        await().until(() -> site.files.newest() == site.recorded.getLast().position());
        poisoned.poison = 7;
        offer(site, 5, 10);
        await().until(() -> sink.sent.equals(List.of("t 2 3", "t 5 15", "t 9 38")));
    }

    @Test
    void bugsThatComeAgainAndAgainEndTheLoop() throws Exception {
        SumStation hopeless = new SumStation() {
            @Override
            void check(long number) {
                throw new IllegalStateException("poison");
            }
        };
        LoopSite site = start(1, hopeless);
        offer(site, 0, 5);
        CompletionException end = assertThrows(CompletionException.class, () -> site.loop.ended().join());
        assertTrue(String.valueOf(end.getMessage()).contains("3 bugs within 60 s"), end.getMessage());
    }

    private LoopSite start(long checkpointEveryS, Station... stations) throws Exception {
        sink.confirmsAtOnce = true;
        LoopSite site = new LoopSite(folder, checkpointEveryS, LoopSite.NO_SYSTEMD, sink, stations);
        sites.add(site);
        return site;
    }

    private static void offer(LoopSite site, int from, int to) {
        for (int i = from; i < to; i++) {
            assertTrue(site.offer("t", String.valueOf(i)));
        }
    }
}
