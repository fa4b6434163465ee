package io.twinbit.proof;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/**
 * The yardstick of the durable path: Paho's client for MQTT 5, which appends each message to a file, forces as many together as
 * have come, acknowledges them, and does nothing else. It writes the time of each acknowledgement, {@code System.nanoTime()}, to
 * a file of longs when it has taken so many.
 */
public final class BareClient implements MqttCallback {
    static final String CLIENT_ID = "bare";

    private final BlockingQueue<MqttMessage> arrived = new LinkedBlockingQueue<>();

    private BareClient() {}

    /** Arguments: port, topic filter, window, messages to take, folder. */
    public static void main(String[] arguments) throws Exception {
        BareClient client = new BareClient();
        MqttAsyncClient paho = client.connect(Integer.parseInt(arguments[0]), arguments[1], Integer.parseInt(arguments[2]));
        Path folder = Path.of(arguments[4]);
        List<Long> times = client.take(paho, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]), folder);
        ByteBuffer longs = ByteBuffer.allocate(8 * times.size());
        times.forEach(longs::putLong);
        Files.write(folder.resolve("acknowledged"), longs.array());
        Duration cpu = ProcessHandle.current().info().totalCpuDuration().orElseThrow();
        Files.writeString(folder.resolve("cpu"), Long.toString(cpu.toNanos()));
        paho.disconnect(0).waitForCompletion();
        paho.close();
    }

    private MqttAsyncClient connect(int port, String filter, int window) throws MqttException {
        MqttAsyncClient paho = new MqttAsyncClient("tcp://127.0.0.1:" + port, CLIENT_ID, new MemoryPersistence());
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(false);
        options.setSessionExpiryInterval(3_600L);
        options.setReceiveMaximum(window);
        paho.setManualAcks(true);
        paho.setCallback(this);
        paho.connect(options).waitForCompletion();
        paho.subscribe(new MqttSubscription(filter, 1)).waitForCompletion();
        return paho;
    }

    private List<Long> take(MqttAsyncClient paho, int window, int count, Path folder) throws Exception {
        List<Long> times = new ArrayList<>();
        List<MqttMessage> commit = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.allocateDirect(1 << 20);
        try (FileChannel file = FileChannel.open(
                folder.resolve("appended"), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            while (times.size() < count) {
                commit.clear();
                commit.add(arrived.take());
                arrived.drainTo(commit, window - 1);
                append(file, bytes, commit);
                for (MqttMessage message : commit) {
                    paho.messageArrivedComplete(message.getId(), message.getQos());
                    times.add(System.nanoTime());
                }
            }
        }
        return times;
    }

    private static void append(FileChannel file, ByteBuffer bytes, List<MqttMessage> commit) throws IOException {
        bytes.clear();
        for (MqttMessage message : commit) {
            bytes.putInt(message.getPayload().length).put(message.getPayload());
        }
        bytes.flip();
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
        file.force(false);
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        arrived.add(message);
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {}

    @Override
    public void mqttErrorOccurred(MqttException exception) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
