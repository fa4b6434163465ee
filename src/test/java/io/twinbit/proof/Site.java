package io.twinbit.proof;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;

import io.twinbit.app.gateway.WiredPipeline;
import io.twinbit.app.gateway.Wiring;
import io.twinbit.flow.pipeline.Pipeline;
import io.twinbit.flow.pipeline.Result;
import io.twinbit.flow.pipeline.ResultWriter;
import io.twinbit.flow.signal.Message;
import io.twinbit.testing.FaultProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Two real brokers, a gateway process between them, sensors before and a collector behind. The sensors' broker and the
 * results' broker are apart, each behind a bad network, so that each can fail without the other.
 */
final class Site implements AutoCloseable {
    private static final Duration STUCK_AFTER = Duration.ofSeconds(45);

    final Path folder;
    final Mosquitto inBroker;
    final Mosquitto outBroker;
    final FaultProxy inNetwork;
    final FaultProxy outNetwork;
    final Collector collector;
    final Load load;
    private final ClientRouter router;
    private final Path configuration;
    private final Path stateDirectory;
    private final List<Sensors> sensors = new ArrayList<>();
    private int starts;

    /**
     * All but the gateway.
     *
     * @param journal lines for the configuration's {@code [journal]}, and further tables, as of another pipeline
     */
    Site(Path folder, Load load, String journal) throws IOException {
        this(folder, folder.resolve("state"), load, journal, true);
    }

    /**
     * The same.
     *
     * @param logsPackets whether the sensors' broker writes down every packet, which is much when there are many
     */
    Site(Path folder, Path stateDirectory, Load load, String journal, boolean logsPackets) throws IOException {
        this.folder = folder;
        this.load = load;
        this.stateDirectory = stateDirectory;
        inBroker = new Mosquitto(folder.resolve("in"), logsPackets);
        outBroker = new Mosquitto(folder.resolve("out"));
        inNetwork = new FaultProxy(inBroker.port());
        outNetwork = new FaultProxy(outBroker.port());
        router = new ClientRouter(inNetwork::port, outNetwork::port);
        collector = new Collector(outBroker.port());
        configuration = Files.writeString(folder.resolve("twinbit.toml"), configuration(journal));
    }

    private String configuration(String journal) {
        return """
                [gateway]
                name = "hall-3"
                state_dir = "%s"
                [journal]
                %s
                [mqtt]
                address = "tcp://127.0.0.1:%d"
                window_messages = 256
                connect_timeout_ms = 2000
                [http]
                port = 0
                [[pipeline]]
                name = "vibration"
                topic = "sensors/+/accel"
                model = "%s/model_int8.tflite"
                labels = "%s/labels.txt"
                [pipeline.decode]
                values = "samples"
                features = ["ax_g", "ay_g", "az_g"]
                timestamp = "t_ms"
                sequence = "seq"
                sample_interval_us = 625
                [pipeline.window]
                size_samples = 256
                hop_samples = 80
                [pipeline.decide]
                threshold = 0.5
                hysteresis = 0.1
                agree_windows = 3
                of_windows = 5
                """.formatted(stateDirectory, journal, router.port(), Load.DEMO, Load.DEMO);
    }

    Path stateDirectory() {
        return stateDirectory;
    }

    /** The disk loses all that the gateway had on it. */
    void forgetState() throws IOException {
        try (Stream<Path> all = Files.walk(stateDirectory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** The sensors of this site begin. */
    Sensors sensors(int perSecond, long limit) {
        Sensors begun = new Sensors(inBroker.port(), load, perSecond, limit);
        sensors.add(begun);
        return begun;
    }

    /** The gateway as it is delivered. */
    GatewayProcess start() throws IOException {
        return start(GatewayProcess.PRODUCT);
    }

    /** The gateway has been here before: the sensors' broker has its session, and keeps for it what comes. */
    void subscribe() throws IOException {
        try (GatewayProcess gateway = start()) {
            gateway.awaitLinked();
            gateway.stop();
        }
    }

    /** A gateway with another main class, and its arguments before the configuration's path. */
    GatewayProcess start(List<String> main) throws IOException {
        return start(main, Map.of());
    }

    /** The gateway as it is delivered, in an environment. */
    GatewayProcess start(Map<String, String> environment) throws IOException {
        return start(GatewayProcess.PRODUCT, environment);
    }

    private GatewayProcess start(List<String> main, Map<String, String> environment) throws IOException {
        return new GatewayProcess(configuration, folder.resolve("gateway-" + starts++ + ".log"), main, environment);
    }

    /** What a gateway that nothing happens to says to the first messages of the load. */
    Results undisturbed(long messages) {
        List<Pipeline> pipelines =
                Wiring.of(configuration, Map.of()).pipelines().stream().map(WiredPipeline::newPipeline).toList();
        Results results = new Results();
        for (long n = 0; n < messages; n++) {
            Message message = new Message(n, load.topic(n), load.payload(n), 0);
            pipelines.forEach(pipeline -> pipeline.accept(message, outcome -> {
                if (outcome instanceof Result result) {
                    results.add(result.device(), ResultWriter.json(result));
                }
            }));
        }
        return results;
    }

    /**
     * Says how the results compare with an undisturbed run's, and fails when they are not equal. A gap may be the broker's own: it
     * is ours when the broker logged as many acknowledgements of the gateway as it logged messages of the sensors.
     */
    Verdict assertAsUndisturbed(String after, long messages) throws IOException {
        Verdict verdict = verdict(messages, STUCK_AFTER);
        System.out.println(after + ": " + verdict);
        if (!verdict.isGood()) {
            fail(after + ": " + verdict + "; the broker logged " + inBroker.packets("Received PUBLISH from sensors")
                    + " messages of the sensors and " + inBroker.packets("Received PUBACK from twinbit-hall-3 ")
                    + " acknowledgements of the gateway");
        }
        return verdict;
    }

    /** Waits until the collector has as many results as it should, or nothing has come for so long; then compares. */
    Verdict verdict(long messages, Duration stuckAfter) {
        Results expected = undisturbed(messages);
        await().forever()
                .pollInterval(Duration.ofMillis(50))
                .until(() -> collector.results().distinct() >= expected.distinct()
                        || collector.silentForMs() > stuckAfter.toMillis());
        return collector.results().against(expected);
    }

    @Override
    public void close() throws IOException {
        sensors.forEach(Sensors::close);
        collector.close();
        router.close();
        inNetwork.close();
        outNetwork.close();
        inBroker.close();
        outBroker.close();
    }
}
