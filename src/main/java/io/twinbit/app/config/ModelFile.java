package io.twinbit.app.config;

import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.model.MalformedModelException;
import io.twinbit.nn.model.TfliteReader;
import java.io.IOException;
import java.nio.file.Path;

/** A network in a file. */
public final class ModelFile {
    static final int MAX_MODEL_BYTES = 32 << 20;

    private ModelFile() {}

    /**
     * Reads a {@code .tflite} file.
     *
     * @throws IOException if it is not there, not readable or larger than {@value #MAX_MODEL_BYTES} bytes
     * @throws MalformedModelException if it is not a valid network; says the path and the place in it
     */
    public static Graph read(Path file) throws IOException {
        byte[] bytes = BoundedFile.read(file, MAX_MODEL_BYTES);
        try {
            return TfliteReader.read(bytes);
        } catch (MalformedModelException e) {
            throw new MalformedModelException(file.toString(), String.valueOf(e.getMessage()));
        }
    }
}
