package io.twinbit.firmware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.app.config.FirmwareKernels;
import io.twinbit.app.config.ModelFile;
import io.twinbit.nn.emit.CEmitter;
import io.twinbit.nn.emit.CName;
import io.twinbit.nn.emit.ExportOptions;
import io.twinbit.nn.emit.KnownAnswers;
import io.twinbit.nn.emit.KnownInputs;
import io.twinbit.nn.lower.Lowering;
import io.twinbit.nn.lower.Program;
import io.twinbit.testing.OptionalTool;
import io.twinbit.testing.ProofForm;
import io.twinbit.testing.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exported networks on emulated microcontrollers, by {@code firmware-export/qemu/run}. */
class EmulatedTargetsTest {
    private static final String RUN = "firmware-export/qemu/run";
    private static final Path ROOM = Path.of("demo/room-occupancy/model_int8.tflite");
    private static final Path MACHINE = Path.of("demo/machine-vibration/model_int8.tflite");
    private static final List<String> ROOMY = List.of("m3", "m4", "m7", "m33", "m55", "rv32imac");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"m0", "m3", "m4", "m7", "m33", "m55", "rv32imac", "avr"})
    void aNetworkOfTheDemoGivesItsKnownAnswers(String core) throws IOException, InterruptedException {
        requireTools(core);
        checkKnownAnswers(core, export(ROOM, "room"));
    }

    @Test
    void everyNetworkGivesItsKnownAnswersOnEveryCoreWithEnoughMemory() throws IOException, InterruptedException {
        Path models = OptionalTool.referenceData("models");
        Map<Path, List<String>> cores = Map.of(
                export(MACHINE, "machine"), List.of("m0", "avr"),
                export(models.resolve("kws_ds_cnn_int8.tflite"), "kws"), List.of(),
                export(models.resolve("ad_autoencoder_int8.tflite"), "ad"), List.of());
        List<String> roomy = ROOMY.subList(1, ProofForm.count(2, ROOMY.size(), ROOMY.size()));
        for (Map.Entry<Path, List<String>> network : cores.entrySet()) {
            List<String> all = new ArrayList<>(roomy);
            all.addAll(network.getValue());
            for (String core : all) {
                requireTools(core);
                checkKnownAnswers(core, network.getKey());
            }
        }
    }

    /** Keyword spotting: published outputs of boards whose arithmetic is that of the reference kernels. */
    @Test
    void theBoardsOutputsComeOutOfAnEmulatedM4() throws IOException, InterruptedException {
        Path oracle = OptionalTool.referenceData("oracle").resolve("mlperf-tiny-kws");
        requireTools("m4");
        int inputs = ProofForm.count(50, 1_000, 1_000);
        Path kws = export(OptionalTool.referenceData("models").resolve("kws_ds_cnn_int8.tflite"), "kws");
        byte[] all = Files.readAllBytes(oracle.resolve("inputs.bin"));
        Path in = Files.write(folder.resolve("in.bin"), Arrays.copyOf(all, inputs * 490));
        Path out = folder.resolve("out.bin");
        HostCompiler.run(List.of(RUN, "m4", kws.toString(), in.toString(), out.toString()), 0);
        byte[] expected = Files.readAllBytes(oracle.resolve("outputs-double-rounding.bin"));
        byte[] got = Files.readAllBytes(out);
        assertEquals(inputs * 12, got.length);
        assertEquals(-1, Arrays.mismatch(Arrays.copyOf(expected, got.length), got));
        System.out.println("kws oracle: " + got.length + " of " + got.length + " outputs equal on an emulated Cortex-M4");
    }

    @Test
    void aNetworkThatDoesNotFitIsRefusedWithTheSize() throws IOException, InterruptedException {
        requireTools("m0");
        Path kws = export(OptionalTool.referenceData("models").resolve("kws_ds_cnn_int8.tflite"), "kws");
        String refusal = HostCompiler.run(List.of(RUN, "m0", kws.toString()), 65);
        assertTrue(refusal.contains("does not fit m0: region `ram' overflowed by"), refusal);
    }

    @Test
    void wrongUsageSaysWhatIsWrong() throws IOException, InterruptedException {
        assertTrue(HostCompiler.run(List.of(RUN, "z80", "."), 66).contains("no exported network"));
        assertTrue(HostCompiler.run(List.of(RUN, "m4", folder + "/none"), 66).contains("is not a folder"));
        assertTrue(HostCompiler.run(List.of(RUN), 64).contains("known answers"));
        assertTrue(HostCompiler.run(List.of(RUN, "z80", export(ROOM, "room").toString()), 64).contains("no core z80"));
    }

    private static void checkKnownAnswers(String core, Path network) throws IOException, InterruptedException {
        String printed = HostCompiler.run(List.of(RUN, core, network.toString()), 0);
        assertTrue(printed.contains("known answers differ") && printed.contains("vector 1: ok"), printed);
    }

    private static void requireTools(String core) {
        switch (core) {
            case "avr" -> {
                OptionalTool.program("avr-gcc", "apt-get install gcc-avr avr-libc");
                OptionalTool.program("simavr", "apt-get install simavr");
            }
            case "rv32imac" -> {
                OptionalTool.program("riscv64-unknown-elf-gcc", "apt-get install gcc-riscv64-unknown-elf picolibc-riscv64-unknown-elf");
                OptionalTool.program("qemu-system-riscv32", "apt-get install qemu-system-misc");
            }
            default -> {
                OptionalTool.program("arm-none-eabi-gcc", "apt-get install gcc-arm-none-eabi libnewlib-arm-none-eabi");
                OptionalTool.program("qemu-system-arm", "apt-get install qemu-system-arm");
            }
        }
    }

    private Path export(Path model, String name) throws IOException {
        Program program = Lowering.lower(ModelFile.read(model), Profiles.reference());
        KnownAnswers answers = KnownAnswers.of(program, KnownInputs.of(program, 4));
        ExportOptions options = new ExportOptions(new CName(name), name, "tflm-reference", "0");
        Path exported = Files.createDirectories(folder.resolve(name));
        for (Map.Entry<String, String> file :
                CEmitter.emit(options, program, answers, FirmwareKernels.read()).files().entrySet()) {
            Files.writeString(exported.resolve(file.getKey()), file.getValue());
        }
        return exported;
    }
}
