package io.twinbit.firmware;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.twinbit.testing.OptionalTool;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Layers of random shapes: plain C, the DSP extension and MVE give the same ({@code firmware-export/test/matrix_paths}). */
class KernelPathsTest {
    private static final int BUILDS = 15; // five cores or forms, three levels of optimization

    @Test
    void everyPathOfTheInt8KernelsGivesTheSame() throws IOException, InterruptedException {
        OptionalTool.program("gcc", "apt-get install gcc");
        OptionalTool.program("arm-none-eabi-gcc", "apt-get install gcc-arm-none-eabi libnewlib-arm-none-eabi");
        OptionalTool.program("qemu-system-arm", "apt-get install qemu-system-arm");
        String printed = HostCompiler.run(List.of("firmware-export/test/matrix_paths"), 0);
        assertEquals(BUILDS, printed.lines().filter(line -> line.endsWith(": 400 layers, equal")).count(), printed);
    }
}
