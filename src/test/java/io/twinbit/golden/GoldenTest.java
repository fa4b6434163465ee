package io.twinbit.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.twinbit.app.cli.CaseResult;
import io.twinbit.app.cli.CaseResult.Status;
import io.twinbit.app.cli.GoldenCase;
import io.twinbit.app.config.ModelFile;
import io.twinbit.app.config.ProfileStore;
import io.twinbit.nn.device.DeviceProfile;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.Op;
import io.twinbit.testing.OptionalTool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;

/**
 * Outputs of TensorFlow Lite Micro's reference kernels, which are not ours, equal bit for bit: a folder a case, found by
 * itself. What a case tells is in its {@code ORIGIN.txt}.
 */
class GoldenTest {
    private static final Path OURS = Path.of("src/test/resources/golden");

    @TestFactory
    Stream<DynamicTest> bundledCases() throws IOException {
        return cases(OURS, "tflm-reference");
    }

    @TestFactory
    Stream<DynamicTest> bundledCasesAsKernelsBefore202610Answered() throws IOException {
        return cases(OURS, "tflm-before-2026-10");
    }

    @TestFactory
    Stream<DynamicTest> casesOfTheReferenceData() throws IOException {
        try {
            return cases(OptionalTool.referenceData("golden"), "tflm-reference");
        } catch (TestAbortedException e) { // a factory that aborts is not counted; a test is
            return Stream.of(dynamicTest("reference data", () -> {
                throw e;
            }));
        }
    }

    @Test
    void theBundledCasesHoldEveryOperator() throws IOException {
        Set<Class<?>> missing = Stream.of(Op.class.getPermittedSubclasses())
                .filter(Class::isInterface)
                .flatMap(family -> Stream.of(family.getPermittedSubclasses()))
                .collect(Collectors.toCollection(HashSet::new));
        for (GoldenCase golden : GoldenCase.in(OURS)) {
            graph(golden).nodes().forEach(node -> missing.remove(node.op().getClass()));
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void oneWrongBitIsSeen() throws IOException {
        GoldenCase precise = new GoldenCase(OURS.resolve("precision-fully_connected-s8-tensor-00"));
        CaseResult newer = precise.run(ProfileStore.find("tflm-reference"));
        CaseResult single = precise.run(ProfileStore.find("x-cube-ai"));
        assertEquals(Status.PASSED, newer.status(), newer.toString());
        assertEquals(Status.FAILED, single.status(), single.toString());
        assertTrue(single.detail().contains("expected "), single.detail());
    }

    private static Stream<DynamicTest> cases(Path folder, String profile) throws IOException {
        DeviceProfile arithmetic = ProfileStore.find(profile);
        List<GoldenCase> cases = GoldenCase.in(folder);
        assertFalse(cases.isEmpty(), folder.toString());
        return cases.stream().map(golden -> dynamicTest(golden.name(), () -> check(golden, arithmetic)));
    }

    private static void check(GoldenCase golden, DeviceProfile profile) throws IOException {
        CaseResult result = golden.run(profile);
        assertEquals(Status.PASSED, result.status(), result.detail());
    }

    private static Graph graph(GoldenCase golden) throws IOException {
        return ModelFile.read(golden.folder().resolve("model.tflite"));
    }
}
