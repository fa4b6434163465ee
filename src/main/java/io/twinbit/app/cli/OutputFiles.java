package io.twinbit.app.cli;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Several files written side by side. */
final class OutputFiles implements Closeable {
    private final List<OutputStream> streams = new ArrayList<>();

    private OutputFiles() {}

    static OutputFiles open(List<Path> paths) throws IOException {
        OutputFiles files = new OutputFiles();
        try {
            for (Path path : paths) {
                files.streams.add(new BufferedOutputStream(Files.newOutputStream(path)));
            }
        } catch (IOException e) {
            files.close();
            throw e;
        }
        return files;
    }

    /** Appends one piece to each file. */
    void write(List<byte[]> pieces) throws IOException {
        for (int i = 0; i < pieces.size(); i++) {
            streams.get(i).write(pieces.get(i));
        }
    }

    /** Closes all of them, even if one fails. */
    @Override
    public void close() throws IOException {
        IOException first = null;
        for (OutputStream stream : streams) {
            try {
                stream.close();
            } catch (IOException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
