package io.twinbit.app.cli;

import java.util.Locale;
import picocli.CommandLine.Option;

/** {@code --kernels}: which implementation runs the steps. All give the same bits. */
final class KernelsOption {
    enum Kernels {
        AUTO,
        SCALAR,
        VECTOR,
        NATIVE;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--kernels",
            paramLabel = "K",
            defaultValue = "auto",
            description = "auto, scalar, vector or native: all give the same bits. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Kernels kernels;

    /** What will run; fails if that was asked for by name and is not to be had here. */
    Kernels available() {
        return switch (kernels) {
            case AUTO, SCALAR -> Kernels.SCALAR;
            case VECTOR, NATIVE -> throw new Failure(ExitCode.UNAVAILABLE,
                    "--kernels " + kernels.label() + ": not available here; use auto or scalar, which give the same bits");
        };
    }
}
