package io.twinbit.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** While a file is there, every write and force fails with what the file says; writes fail half-way. */
record BadDisk(Path flag) implements DiskHook {
    private void fail() throws IOException {
        if (Files.exists(flag)) {
            throw new IOException(Files.readString(flag));
        }
    }

    @Override
    public void before(DiskOp op, String file) throws IOException {
        if (op == DiskOp.FORCE || op == DiskOp.CREATE || op == DiskOp.RENAME) {
            fail();
        }
    }

    @Override
    public void halfWritten(String file) throws IOException {
        fail();
    }

    @Override
    public void after(DiskOp op, String file) {}
}
