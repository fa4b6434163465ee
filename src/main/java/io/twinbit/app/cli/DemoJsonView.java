package io.twinbit.app.cli;

import io.twinbit.app.demo.Decision;
import io.twinbit.app.demo.DemoSummary;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** One object a decision, exactly as it was published, and the summary as the last one. */
record DemoJsonView(CommandSpec command) implements DemoView {
    @Override
    public void started(String broker, String page) {}

    @Override
    public void show(Decision decision) {
        PrintWriter out = command.commandLine().getOut();
        out.println(decision.json());
        out.flush();
    }

    @Override
    public void idle() {}

    @Override
    public void ended(DemoSummary summary) {
        JsonOutput.print(command, Map.of("summary", summary));
    }
}
