package io.twinbit.link.mqtt;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RoomTest {
    private static final long PATIENCE_MS = 20_000;

    @Test
    void isBoundedInMessagesAndInBytes() {
        Room room = new Room(3, 100);
        assertTrue(room.tryEnter(50));
        assertTrue(room.tryEnter(50));
        assertFalse(room.tryEnter(1), "too many bytes");
        assertTrue(room.tryEnter(0));
        assertFalse(room.tryEnter(0), "too many messages");
        room.leave(50);
        assertTrue(room.tryEnter(50));
    }

    @Test
    void whatIsLargerThanAllOfItGoesAlone() {
        Room room = new Room(3, 100);
        assertTrue(room.tryEnter(1));
        assertFalse(room.tryEnter(101));
        room.leave(1);
        assertTrue(room.tryEnter(101));
        assertFalse(room.tryEnter(1));
    }

    @Test
    void whoWaitsIsLetInWhenOneLeavesAndNoLongerThanSaid() throws Exception {
        Room room = new Room(1, 100);
        assertTrue(room.enter(1, 0));
        assertFalse(room.enter(1, 1));
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> room.enter(1, PATIENCE_MS));
        room.leave(1);
        assertTrue(waiting.get(PATIENCE_MS, TimeUnit.MILLISECONDS));
    }

    @Test
    void nobodyWaitsForARoomThatIsClosed() throws Exception {
        Room room = new Room(1, 100);
        assertTrue(room.tryEnter(1));
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> room.enter(1, Long.MAX_VALUE));
        room.close();
        assertFalse(waiting.get(PATIENCE_MS, TimeUnit.MILLISECONDS));
        room.leave(1);
        assertFalse(room.tryEnter(1));
    }
}
