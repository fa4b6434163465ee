package io.twinbit.app.config;

import io.twinbit.nn.emit.KernelLibrary;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The C of {@code firmware-export} that comes with Twinbit. */
public final class FirmwareKernels {
    private FirmwareKernels() {}

    public static KernelLibrary read() throws IOException {
        Map<String, String> files = new HashMap<>(BundledTexts.in("firmware-export/include", ".h"));
        files.putAll(BundledTexts.in("firmware-export/src", ".c"));
        return new KernelLibrary(files);
    }
}
