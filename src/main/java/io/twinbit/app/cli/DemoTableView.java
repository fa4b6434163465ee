package io.twinbit.app.cli;

import io.twinbit.app.demo.Decision;
import io.twinbit.app.demo.DemoSummary;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Help.Ansi;

/**
 * A line for the first decision of a device and for each one that differs from the one before; on a terminal that can be
 * written over also the state of all devices, below and always fresh.
 */
final class DemoTableView implements DemoView {
    private static final Set<String> CALM = Set.of("normal", "empty", "occupied");
    /** What the gateway says until it has seen enough. */
    private static final String UNKNOWN = "unknown";
    private static final Set<String> UNSURE = Set.of("stopped", UNKNOWN);
    private static final int BAR_CELLS = 20;
    private static final long REDRAW_NS = 200_000_000;

    private final PrintWriter out;
    private final Ansi ansi;
    private final boolean live;
    private final Map<String, Decision> newest = new LinkedHashMap<>();
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private long startNs;
    private long drawnNs;
    private int drawnLines;

    DemoTableView(PrintWriter out, Ansi ansi, boolean live) {
        this.out = out;
        this.ansi = ansi;
        this.live = live;
    }

    @Override
    public void started(String broker, String page) {
        startNs = System.nanoTime();
        out.println("Simulated machines send their vibration through MQTT (" + broker + "); the gateway decides.");
        out.println(ansi.string("The page: @|bold,underline " + page + "|@   Ctrl-C stops."));
        out.println();
        out.println(ansi.string("@|bold   time  device    decision                                  score|@"));
        out.flush();
    }

    @Override
    public void show(Decision decision) {
        Decision before = newest.put(decision.device(), decision);
        counts.merge(decision.device(), 1L, Long::sum);
        boolean known = !decision.label().equals(UNKNOWN);
        if (known && (before == null || decision.changed())) {
            erase();
            boolean first = before == null || before.label().equals(UNKNOWN);
            out.println(line(decision, first ? "" : before.label() + " -> "));
            drawnNs = 0;
        }
        redraw();
    }

    @Override
    public void idle() {
        redraw();
    }

    @Override
    public void ended(DemoSummary summary) {
        erase();
        out.println();
        out.printf(
                Locale.ROOT, "%d decisions on %d devices in %.1f s, %d of them a change.%n",
                summary.decisions(), summary.devices(), summary.elapsedS(), summary.changes());
        if (summary.missingDecisions() > 0) {
            out.println(ansi.string("@|bold,red " + summary.missingDecisions() + " decisions did not come back from the broker.|@"));
        }
        if (summary.recording() != null) {
            out.println("Recorded. The same decisions again: twinbit replay --config "
                    + summary.recording().replace("recording.twr", "twinbit.toml") + " --recording " + summary.recording());
        }
        out.flush();
    }

    private String line(Decision decision, String from) {
        double seconds = (System.nanoTime() - startNs) / 1e9;
        int width = Math.max(1, 40 - from.length());
        return String.format(
                Locale.ROOT, "%7.1f  %-8s  %s%s  %5.2f", seconds, decision.device(), from,
                coloured(decision.label(), width), decision.score());
    }

    private String coloured(String label, int width) {
        String style = CALM.contains(label) ? "green" : UNSURE.contains(label) ? "faint" : "bold,red";
        return ansi.string("@|" + style + " " + String.format("%-" + width + "s", label) + "|@");
    }

    /** The block below the lines; it is written over the one before. */
    private void redraw() {
        if (!live || System.nanoTime() - drawnNs < REDRAW_NS) {
            out.flush();
            return;
        }
        erase();
        out.println();
        newest.values().forEach(d -> out.println(state(d)));
        drawnLines = newest.size() + 1;
        drawnNs = System.nanoTime();
        out.flush();
    }

    private String state(Decision decision) {
        int full = (int) Math.round(Math.clamp(decision.score(), 0, 1) * BAR_CELLS);
        String bar = "#".repeat(full) + ".".repeat(BAR_CELLS - full);
        return String.format(
                Locale.ROOT, "         %-8s  %s %s %5.2f  %6d windows", decision.device(), coloured(decision.label(), 18), bar,
                decision.score(), counts.get(decision.device()));
    }

    /** Takes the block away: up to its first line, then all that is below (ECMA-48 CUU and ED). */
    private void erase() {
        if (drawnLines > 0) {
            out.print("\033[" + drawnLines + "A\033[J");
            drawnLines = 0;
        }
    }
}
