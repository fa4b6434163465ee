package io.twinbit.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.twinbit.app.config.ModelFile;
import io.twinbit.app.config.ProfileStore;
import io.twinbit.nn.engine.Interpreter;
import io.twinbit.nn.lower.Lowering;
import io.twinbit.testing.OptionalTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * What real boards published: the keyword-spotting network of MLPerf Tiny on its 1,000 official inputs, 12 outputs each,
 * as the logs of MLPerf Tiny submissions show them ({@code docs/reference-data.md} names them).
 */
class KwsOracleTest {
    private static final int INPUTS = 1000;
    private static final int INPUT_BYTES = 490;
    private static final int CLASSES = 12;

    @Test
    void sixteenLogsOfBoardsThatRoundTwice() throws IOException {
        assertEquals(INPUTS * CLASSES, equalOutputs("tflm-reference", "outputs-double-rounding.bin"));
    }

    @Test
    void theSameUnderTheKernelsThatThoseBoardsHad() throws IOException {
        assertEquals(INPUTS * CLASSES, equalOutputs("tflm-before-2026-10", "outputs-double-rounding.bin"));
    }

    @Test
    void twentyFiveLogsOfBoardsThatRoundOnce() throws IOException {
        assertEquals(INPUTS * CLASSES, equalOutputs("x-cube-ai", "outputs-single-rounding.bin"));
    }

    @Test
    void twoLogsOfCoresWhoseFullyConnectedRoundsHalfUp() throws IOException {
        assertEquals(INPUTS * CLASSES, equalOutputs("andes-nn", "outputs-andes-tflm.bin"));
    }

    @Test
    void fiveLogsOfGeneratedFirmwareWhoseSoftmaxTruncates() throws IOException {
        assertEquals(INPUTS * CLASSES, equalOutputs("generated-truncating-softmax", "outputs-truncating-softmax.bin"));
    }

    @Test
    void threeLogsOfGeneratedCodeThatRequantizesInRealNumbers() throws IOException {
        assertEquals(INPUTS * CLASSES, equalOutputs("microtvm-native", "outputs-tvm-native.bin"));
    }

    private static int equalOutputs(String profile, String outputs) throws IOException {
        Path data = OptionalTool.referenceData("oracle/mlperf-tiny-kws");
        Path model = OptionalTool.referenceData("models").resolve("kws_ds_cnn_int8.tflite");
        Interpreter interpreter = new Interpreter(Lowering.lower(ModelFile.read(model), ProfileStore.find(profile)));
        byte[] inputs = Files.readAllBytes(data.resolve("inputs.bin"));
        byte[] expected = Files.readAllBytes(data.resolve(outputs));
        int equal = 0;
        for (int i = 0; i < INPUTS; i++) {
            interpreter.input(0).write(inputs, i * INPUT_BYTES);
            interpreter.invoke();
            for (int c = 0; c < CLASSES; c++) {
                equal += interpreter.output(0).int8(c) == expected[i * CLASSES + c] ? 1 : 0;
            }
        }
        System.out.println("kws oracle: " + equal + " of " + INPUTS * CLASSES + " outputs equal " + outputs + " under " + profile);
        return equal;
    }
}
