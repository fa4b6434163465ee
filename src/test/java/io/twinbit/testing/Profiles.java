package io.twinbit.testing;

import io.twinbit.nn.device.DeviceProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The device profiles of the project. */
public final class Profiles {
    private Profiles() {}

    public static DeviceProfile reference() {
        return named("tflm-reference");
    }

    public static DeviceProfile named(String name) {
        try {
            return DeviceProfile.parse(name, Files.readString(Path.of("device-profiles", name + ".toml")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
