package io.twinbit.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code nn} and {@code flow} are functions of their input: no clock, file, socket, thread, logger or chance. */
class PurityTest {
    private static final Pattern IMPURE_TYPE = Pattern.compile(String.join("|",
            "java\\.io\\.(File|RandomAccessFile|PrintStream|Console).*",
            "java\\.nio\\.(file|channels)\\..*",
            "java\\.net\\..*",
            "java\\.lang\\.(Thread|ThreadLocal|Process|ProcessBuilder|Runtime)",
            "java\\.util\\.concurrent\\..*",
            "java\\.util\\.Timer.*",
            "java\\.time\\.(Clock|InstantSource)",
            "java\\.util\\.logging\\..*",
            "java\\.lang\\.System\\$Logger.*",
            "org\\.slf4j\\..*",
            "ch\\.qos\\..*",
            "java\\.security\\.SecureRandom"));

    private static final Pattern IMPURE_MEMBER = Pattern.compile(String.join("|",
            "java\\.lang\\.System\\.(currentTimeMillis|nanoTime|getenv|getProperty|exit|out|err|in|getLogger|load.*)",
            "java\\.time\\.\\w+\\.now",
            "java\\.lang\\.Math\\.random",
            "java\\.util\\.UUID\\.randomUUID",
            "java\\.lang\\.Class\\.getResource.*"));

    @Test
    void nnAndFlowTouchNothingOutside() {
        List<String> broken = new ArrayList<>();
        for (CompiledClass c : CompiledClass.ofMain()) {
            if (c.floorName().startsWith("nn.") || c.floorName().startsWith("flow.")) {
                c.types().stream().filter(IMPURE_TYPE.asMatchPredicate()).forEach(t -> broken.add(c.name() + " touches " + t));
                c.members().stream().filter(IMPURE_MEMBER.asMatchPredicate()).forEach(m -> broken.add(c.name() + " touches " + m));
            }
        }
        assertEquals(List.of(), broken, "nn and flow return values; the shell does the rest");
    }

    @Test
    void theRuleItselfCanFail() {
        assertTrue(IMPURE_TYPE.asMatchPredicate().test("java.nio.file.Files"));
        assertTrue(IMPURE_MEMBER.asMatchPredicate().test("java.lang.System.nanoTime"));
        assertTrue(IMPURE_MEMBER.asMatchPredicate().test("java.time.Instant.now"));
        assertFalse(IMPURE_TYPE.asMatchPredicate().test("java.nio.ByteBuffer"));
        assertFalse(IMPURE_MEMBER.asMatchPredicate().test("java.lang.System.arraycopy"));
    }
}
