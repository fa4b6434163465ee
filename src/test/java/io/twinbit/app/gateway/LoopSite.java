package io.twinbit.app.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.twinbit.flow.signal.Intake;
import io.twinbit.link.Delivery;
import io.twinbit.link.journal.Checkpoint;
import io.twinbit.link.journal.CheckpointStore;
import io.twinbit.link.journal.DeadLetterLog;
import io.twinbit.link.journal.DiskStorage;
import io.twinbit.link.journal.Journal;
import io.twinbit.link.journal.JournalSettings;
import io.twinbit.link.journal.OnFull;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A loop over a journal in a folder, with all threads of the real thing: one life of a process. */
final class LoopSite {
    static final JournalSettings SETTINGS = new JournalSettings(4 << 20, 0, 256 << 10, OnFull.BLOCK, 64);
    static final SystemdNotifier NO_SYSTEMD = SystemdNotifier.of(Map.of(), 1);

    final KillableStorage storage;
    final CheckpointStore checkpoints;
    final Journal journal;
    final CheckpointFiles files;
    final PipelineLoop loop;
    final List<Intake> recorded = new CopyOnWriteArrayList<>();
    /** Payloads of what was acknowledged. */
    final List<String> acknowledged = new CopyOnWriteArrayList<>();
    volatile boolean listening = true;

    LoopSite(Path folder, ScriptedSink sink, Station... stations) throws IOException {
        this(folder, 3600, NO_SYSTEMD, sink, stations);
    }

    LoopSite(Path folder, long checkpointEveryS, SystemdNotifier watchdog, ScriptedSink sink, Station... stations)
            throws IOException {
        storage = new KillableStorage(new DiskStorage(folder));
        checkpoints = CheckpointStore.open(storage);
        Checkpoint restored = checkpoints.newest().orElse(null);
        long position = restored == null ? -1 : restored.position();
        journal = Journal.open(storage, SETTINGS, WallClock::nowUs, position);
        DeadLetterLog letters = DeadLetterLog.open(storage, 1 << 20);
        files = new CheckpointFiles(checkpoints, journal, SETTINGS.segmentBytes(), letters, position);
        for (Station station : stations) {
            station.startFrom(restored);
        }
        JournalFeed feed = new JournalFeed(journal.reader());
        Checkpointing checkpointing = new Checkpointing(List.of(stations), files, journal, checkpointEveryS);
        Quarantine quarantine =
                new Quarantine(feed, checkpoints, checkpointing, new BugBudget(3, Duration.ofSeconds(60)), watchdog);
        loop = new PipelineLoop(
                List.of(stations),
                new PipelineLoop.Start(position, Math.max(position, journal.recovery().cursor())),
                new PipelineLoop.Disk(feed, journal.writer(), quarantine, checkpointing),
                new KillableSink(storage, sink),
                new PipelineLoop.Surroundings(recorded::add, WallClock::nowUs, () -> listening, () -> {}, watchdog));
        Thread.ofPlatform().daemon().name("journal").start(journal.writer());
        Thread.ofPlatform().daemon().name("loop").start(loop);
    }

    boolean offer(String topic, String payload) {
        return journal.writer()
                .offer(new Delivery(topic, payload.getBytes(UTF_8), WallClock.nowUs(), () -> acknowledged.add(payload)));
    }

    /** Ends like a process that is killed: no thread does any more to the folder or the sink. */
    void kill() throws InterruptedException {
        storage.kill();
        loop.stop();
        journal.writer().stop();
        journal.writer().ended().exceptionally(_ -> null).orTimeout(10, TimeUnit.SECONDS).join();
        files.close(100); // whatever it still has to do comes to nothing
    }

    /** Ends as a daemon does that is told to. */
    void stop() throws IOException, InterruptedException {
        loop.stop();
        loop.ended().orTimeout(10, TimeUnit.SECONDS).join();
        journal.writer().stop();
        journal.writer().ended().orTimeout(10, TimeUnit.SECONDS).join();
        files.close(10_000);
        journal.close();
    }
}
