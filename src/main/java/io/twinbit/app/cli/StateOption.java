package io.twinbit.app.cli;

import io.twinbit.link.journal.DiskStorage;
import io.twinbit.link.journal.StateDirectory;
import io.twinbit.link.journal.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --state}: the folder that a gateway keeps what must outlive it in. */
final class StateOption {
    private static final List<String> FOLDERS = List.of("intake", "checkpoints", "dead-letters", "damaged");

    @Option(
            names = "--state",
            required = true,
            paramLabel = "DIR",
            description = "The gateway's state directory: gateway.state_dir, or 'state' beside the configuration.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path folder;

    Path folder() {
        return folder;
    }

    /** To be looked at, also while a gateway uses it. */
    Storage look() throws IOException {
        check();
        return DiskStorage.readOnly(folder);
    }

    /** To be changed: no gateway may use it. */
    StateDirectory take() throws IOException {
        check();
        return StateDirectory.take(folder);
    }

    private void check() throws IOException {
        if (!Files.exists(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        if (FOLDERS.stream().noneMatch(name -> Files.isDirectory(folder.resolve(name)))) {
            throw new Failure(ExitCode.FILE, folder + ": no gateway has kept anything here yet, expected one of the folders "
                    + String.join(", ", FOLDERS));
        }
    }
}
