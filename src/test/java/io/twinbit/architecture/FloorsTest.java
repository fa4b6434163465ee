package io.twinbit.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A package uses only packages on lower floors; so there are no cycles. */
class FloorsTest {
    private static final List<CompiledClass> CLASSES = CompiledClass.ofMain();

    @Test
    void everyPackageHasAFloor() {
        Set<String> strangers = new TreeSet<>();
        for (CompiledClass c : CLASSES) {
            if (!Floors.knows(c.floorName())) {
                strangers.add(c.floorName());
            }
        }
        assertEquals(Set.of(), strangers, "packages that Floors does not place");
    }

    @Test
    void packagesUseOnlyLowerFloors() {
        List<String> broken = new ArrayList<>();
        for (CompiledClass from : CLASSES) {
            for (String to : from.types()) {
                if (to.startsWith(Floors.ROOT)) {
                    Floors.broken(from.floorName(), CompiledClass.floorName(to))
                            .ifPresent(rule -> broken.add(from.name() + " uses " + to + ", but " + rule));
                }
            }
        }
        assertEquals(List.of(), broken);
    }

    @Test
    void thereAreNoPackageCycles() {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (CompiledClass from : CLASSES) {
            Set<String> targets = uses.computeIfAbsent(from.floorName(), k -> new TreeSet<>());
            from.types().stream()
                    .filter(to -> to.startsWith(Floors.ROOT))
                    .map(CompiledClass::floorName)
                    .filter(to -> !to.equals(from.floorName()))
                    .forEach(targets::add);
        }
        for (String start : uses.keySet()) {
            assertTrue(!reachable(start, uses).contains(start), start + " is in a cycle of packages");
        }
    }

    private static Set<String> reachable(String start, Map<String, Set<String>> uses) {
        Set<String> seen = new TreeSet<>();
        List<String> next = new ArrayList<>(uses.getOrDefault(start, Set.of()));
        while (!next.isEmpty()) {
            String package1 = next.removeLast();
            if (seen.add(package1)) {
                next.addAll(uses.getOrDefault(package1, Set.of()));
            }
        }
        return seen;
    }

    @Test
    void usesAreReadFromTheClassFile() {
        CompiledClass view = CLASSES.stream()
                .filter(c -> c.name().equals("io.twinbit.nn.engine.TensorView"))
                .findFirst()
                .orElseThrow();
        assertTrue(view.types().contains("io.twinbit.nn.lower.Slot"), "a field's type");
        assertTrue(view.members().contains("java.lang.System.arraycopy"), "a called method");
    }

    @Test
    void theRuleItselfCanFail() {
        assertTrue(Floors.broken("nn.engine", "nn.graph").orElseThrow().contains("only the program"));
        assertTrue(Floors.broken("nn.lower", "nn.engine").orElseThrow().contains("higher floor"));
        assertTrue(Floors.broken("link.mqtt", "app.config").orElseThrow().contains("same floor"));
        assertTrue(Floors.broken("app.cli", "nn.fixed").isEmpty());
    }
}
