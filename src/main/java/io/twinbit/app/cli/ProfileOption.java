package io.twinbit.app.cli;

import io.twinbit.app.config.ProfileStore;
import io.twinbit.nn.device.DeviceProfile;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --profile}: whose arithmetic a network is run in. */
final class ProfileOption {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--profile",
            paramLabel = "P",
            defaultValue = "tflm-reference",
            description = "Device profile: a name ('twinbit profiles' lists them) or a file. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private String nameOrPath;

    DeviceProfile profile() throws IOException {
        return find(spec, nameOrPath);
    }

    /** A name that is none is wrong usage of the command. */
    static DeviceProfile find(CommandSpec command, String nameOrPath) throws IOException {
        if (!ProfileStore.isNameOrPath(nameOrPath)) {
            throw new ParameterException(command.commandLine(), "no device profile '" + nameOrPath + "'; there are "
                    + String.join(", ", ProfileStore.names()) + ", or give a file (*.toml)");
        }
        return ProfileStore.find(nameOrPath);
    }
}
