package io.twinbit.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.app.demo.Decision;
import io.twinbit.app.demo.DemoSummary;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

class DemoViewTest {
    private static final DemoSummary SUMMARY = new DemoSummary(3, 0, 1, 1, 25.04, "http://127.0.0.1:8080/", null);

    private final StringWriter text = new StringWriter();
    private final PrintWriter out = new PrintWriter(text);

    @Test
    void jsonIsWhatWasPublishedAndASummary() {
        CommandSpec command = CommandSpec.create();
        DemoJsonView view = new DemoJsonView(new CommandLine(command).setOut(out).getCommandSpec());
        view.started("tcp://127.0.0.1:1", "http://127.0.0.1:8080/");
        view.show(decision("normal", false));
        view.idle();
        view.ended(SUMMARY);
        List<String> lines = text.toString().lines().toList();
        assertEquals("{\"label\":\"normal\"}", lines.getFirst());
        assertEquals(
                "{\"summary\":{\"decisions\":3,\"missing_decisions\":0,\"changes\":1,\"devices\":1,\"elapsed_s\":25.04,"
                        + "\"page\":\"http://127.0.0.1:8080/\",\"recording\":null}}",
                lines.getLast());
        assertEquals(2, lines.size());
    }

    @Test
    void aPlainTableHasTheFirstDecisionAndTheChanges() {
        DemoTableView view = new DemoTableView(out, Ansi.OFF, false);
        view.started("tcp://127.0.0.1:1", "http://127.0.0.1:8080/");
        view.show(decision("normal", false));
        view.show(decision("normal", false));
        view.show(decision("imbalance", true));
        view.ended(SUMMARY);
        String table = text.toString();
        assertFalse(table.contains("\033"), "no terminal control in plain text");
        assertEquals(2, table.lines().filter(l -> l.contains("fan-2")).count(), table);
        assertTrue(table.contains("normal -> imbalance"), table);
        assertTrue(table.contains("http://127.0.0.1:8080/") && table.contains("3 decisions on 1 devices in 25.0 s"), table);
    }

    @Test
    void aLiveTableTakesItsBlockAwayBeforeItEnds() {
        DemoTableView view = new DemoTableView(out, Ansi.ON, true);
        view.started("tcp://127.0.0.1:1", "http://127.0.0.1:8080/");
        view.show(decision("normal", false));
        assertTrue(text.toString().contains("1 windows"), text.toString());
        view.ended(SUMMARY);
        assertTrue(text.toString().contains("\033[2A\033[J"), "two lines: a blank one and the device");
    }

    private static Decision decision(String label, boolean changed) {
        return new Decision("{\"label\":\"" + label + "\"}", "vibration", "fan-2", label, 0.97, changed, 0);
    }
}
