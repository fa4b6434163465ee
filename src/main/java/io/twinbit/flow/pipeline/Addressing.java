package io.twinbit.flow.pipeline;

import io.twinbit.flow.decode.Cause;
import io.twinbit.flow.signal.Message;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which messages are a pipeline's, and which device each is of. */
sealed interface Addressing {
    int MAX_DEVICE_BYTES = 128;

    /** The device of a message. */
    sealed interface Device {}

    record Named(String name) implements Device {}

    record Unnamed(Cause cause, String detail) implements Device {}

    static Addressing of(PipelineSpec spec) {
        TopicPattern pattern = TopicPattern.of(spec.topic());
        String property = spec.properties().device();
        return property == null ? new ByLevel(pattern) : new ByProperty(pattern, property);
    }

    boolean matches(String topic);

    /** A text that all messages of one device share, found without making one; null when the message has no device. */
    @Nullable String key(Message message);

    /** As of a message of this device. */
    String key(String device);

    Device device(Message message);

    /** A message of this device, without a payload. */
    Message message(String device, long position);

    /** The level of the topic that {@code +} stands for. */
    record ByLevel(TopicPattern pattern) implements Addressing {
        @Override
        public boolean matches(String topic) {
            return pattern.matches(topic);
        }

        @Override
        public String key(Message message) {
            return message.topic();
        }

        @Override
        public String key(String device) {
            return pattern.topic(device);
        }

        @Override
        public Device device(Message message) {
            return named(pattern.level(message.topic()), "in the place of '+' in " + pattern);
        }

        @Override
        public Message message(String device, long position) {
            return new Message(position, pattern.topic(device), new byte[0], 0);
        }
    }

    /** A user property. It becomes a level of a result's topic, so it must be fit for one. */
    record ByProperty(TopicPattern pattern, String property) implements Addressing {
        @Override
        public boolean matches(String topic) {
            return pattern.matches(topic);
        }

        @Override
        public @Nullable String key(Message message) {
            return message.properties().get(property);
        }

        @Override
        public String key(String device) {
            return device;
        }

        @Override
        public Device device(Message message) {
            String device = message.properties().get(property);
            if (device == null) {
                return new Unnamed(Cause.MISSING_DEVICE, "found no user property '" + property + "' (device_property)");
            }
            return device.chars().anyMatch(c -> c == '/' || c == '+' || c == '#' || Character.isISOControl(c))
                    ? new Unnamed(Cause.BAD_DEVICE, "expected no '/', '+', '#' and no control character in the user property '"
                            + property + "' (device_property)")
                    : named(device, "in the user property '" + property + "' (device_property)");
        }

        @Override
        public Message message(String device, long position) {
            return new Message(position, pattern.toString(), new byte[0], 0, Map.of(property, device));
        }
    }

    private static Device named(String name, String where) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        return bytes < 1 || bytes > MAX_DEVICE_BYTES
                ? new Unnamed(Cause.BAD_DEVICE, "expected 1 to " + MAX_DEVICE_BYTES + " bytes " + where)
                : new Named(name);
    }
}
