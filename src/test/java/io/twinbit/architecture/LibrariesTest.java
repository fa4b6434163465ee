package io.twinbit.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each third-party library is used by the packages named here and by no other. */
class LibrariesTest {
    private static final Map<String, Set<String>> USERS = Map.of(
            "org.eclipse.paho.", Set.of("link.mqtt"),
            "org.eclipse.californium.", Set.of("link.coap"),
            "com.pi4j.", Set.of("link.bus"),
            "org.apache.activemq.artemis.", Set.of("app.demo"),
            "com.google.flatbuffers.", Set.of("nn.model"),
            "picocli.", Set.of("app.cli"),
            "tools.jackson.",
                    Set.of("flow.decode", "flow.pipeline", "link.recording", "link.journal", "app.status", "app.config",
                            "app.web", "app.gateway", "app.demo", "app.cli"),
            "org.tomlj.", Set.of("nn.device", "app.config"),
            "org.slf4j.", Set.of("link.mqtt", "link.recording", "app.web", "app.gateway", "app.demo", "app.cli"),
            "ch.qos.logback.", Set.of("app.gateway", "app.cli"));

    /** What every package may use. */
    private static final List<String> COMMON = List.of("java.", "javax.", "jdk.", "com.sun.", "sun.misc.", "org.jspecify.", Floors.ROOT);

    @Test
    void librariesStayInTheirPackages() {
        List<String> broken = new ArrayList<>();
        for (CompiledClass c : CompiledClass.ofMain()) {
            for (String type : c.types()) {
                if (COMMON.stream().noneMatch(type::startsWith) && type.contains(".")) {
                    check(c, type, broken);
                }
            }
        }
        assertEquals(List.of(), broken);
    }

    private static void check(CompiledClass c, String type, List<String> broken) {
        Set<String> users = USERS.entrySet().stream()
                .filter(e -> type.startsWith(e.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Set.of());
        if (!users.contains(c.floorName())) {
            broken.add(c.name() + " uses " + type + ", which only " + users + " may");
        }
    }

    @Test
    void theRuleItselfCanFail() {
        List<String> broken = new ArrayList<>();
        CompiledClass outsider = new CompiledClass("io.twinbit.app.gateway.X", Set.of(), Set.of());
        check(outsider, "org.eclipse.paho.mqttv5.client.MqttAsyncClient", broken);
        check(outsider, "com.example.Unlisted", broken);
        assertEquals(2, broken.size());
        assertTrue(broken.getFirst().contains("[link.mqtt]"));
    }
}
