package io.twinbit.app.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.twinbit.flow.pipeline.StateExport;
import io.twinbit.flow.signal.Intake;
import io.twinbit.flow.signal.Message;
import io.twinbit.link.OutboundMessage;
import io.twinbit.link.journal.Checkpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A station whose every result shows all of its state: payloads are increasing numbers, a device is a topic, and every third new
 * number of a device gives {@code topic number sum}. Numbers that came before are passed over.
 */
class SumStation implements Station {
    private static final int EVERY = 3;

    private record Sum(long newest, long count, long sum) {}

    private Map<String, Sum> devices = new TreeMap<>();
    final Set<Long> putAside = new HashSet<>();
    /** It throws at this number, so often. */
    volatile long poison = -1;
    final AtomicInteger poisonLeft = new AtomicInteger(Integer.MAX_VALUE);
    volatile boolean due;
    final AtomicInteger ticks = new AtomicInteger();

    @Override
    public String name() {
        return "sum";
    }

    @Override
    public List<OutboundMessage> take(Intake intake) {
        if (putAside.contains(intake.position())) {
            return List.of();
        }
        if (!(intake instanceof Message message)) {
            ticks.incrementAndGet();
            due = false;
            return List.of();
        }
        long number = Long.parseLong(new String(message.payload(), UTF_8));
        Sum old = devices.getOrDefault(message.topic(), new Sum(-1, 0, 0));
        if (number <= old.newest()) {
            return List.of();
        }
        Sum sum = new Sum(number, old.count() + 1, old.sum() + number);
        devices.put(message.topic(), sum); // a pipeline that throws has changed, too
        try {
            check(number);
        } catch (IllegalStateException e) {
            throw new PipelineBugException(name(), intake.position(), e);
        }
        String said = message.topic() + " " + number + " " + sum.sum();
        return sum.count() % EVERY == 0 ? List.of(new OutboundMessage("t", said.getBytes(UTF_8), false)) : List.of();
    }

    void check(long number) {
        if (number == poison && poisonLeft.getAndDecrement() > 0) {
            throw new IllegalStateException("poison");
        }
    }

    @Override
    public void replay(Intake intake) {
        take(intake);
    }

    @Override
    public void startFrom(@Nullable Checkpoint checkpoint) throws IOException {
        devices = new TreeMap<>();
        if (checkpoint != null) {
            checkpoint.read(name(), entries -> entries.forEachRemaining(this::read));
        }
    }

    private void read(byte[] entry) {
        ByteBuffer bytes = ByteBuffer.wrap(entry);
        Sum sum = new Sum(bytes.getLong(), bytes.getLong(), bytes.getLong());
        devices.put(UTF_8.decode(bytes).toString(), sum);
    }

    @Override
    public void putAside(Intake intake, PipelineBugException bug) {
        putAside.add(intake.position());
    }

    @Override
    public boolean isDue(long nowUs) {
        return due;
    }

    @Override
    public StateExport beginExport() {
        List<byte[]> entries = new ArrayList<>();
        devices.forEach((topic, s) -> {
            byte[] name = topic.getBytes(UTF_8);
            entries.add(ByteBuffer.allocate(24 + name.length)
                    .putLong(s.newest())
                    .putLong(s.count())
                    .putLong(s.sum())
                    .put(name)
                    .array());
        });
        return new StateExport() {
            @Override
            public boolean next(Consumer<byte[]> out) {
                if (entries.isEmpty()) {
                    return false;
                }
                out.accept(entries.removeFirst());
                return true;
            }

            @Override
            public void abandon() {
                entries.clear();
            }
        };
    }

    @Override
    public void handedOver(long latencyUs) {}
}
