package io.twinbit.app.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Who read our standard output has gone, as {@code head} does when it has enough: the command ends, and that is no error. */
final class ClosedPipe extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private ClosedPipe(IOException cause) {
        super(cause);
    }

    /** A stream that ends the command where Java's print streams would go on writing to nobody. */
    static OutputStream guard(OutputStream out) {
        return new OutputStream() {
            @Override
            public void write(int b) {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                try {
                    out.write(bytes, offset, length);
                } catch (IOException e) {
                    throw unchecked(e);
                }
            }

            @Override
            public void flush() {
                try {
                    out.flush();
                } catch (IOException e) {
                    throw unchecked(e);
                }
            }
        };
    }

    private static RuntimeException unchecked(IOException e) {
        boolean readerGone = String.valueOf(e.getMessage()).contains("Broken pipe");
        return readerGone ? new ClosedPipe(e) : new UncheckedIOException("standard output: " + e.getMessage(), e);
    }
}
