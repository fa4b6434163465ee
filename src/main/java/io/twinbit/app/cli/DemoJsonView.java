package io.twinbit.app.cli;

import io.twinbit.app.demo.Decision;
import io.twinbit.app.demo.DemoSummary;
import java.io.PrintWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One object a decision, exactly as it was published, and the summary as the last one. */
record DemoJsonView(PrintWriter out) implements DemoView {
    @Override
    public void started(String broker, String page) {}

    @Override
    public void show(Decision decision) {
        out.print(decision.json());
        out.print('\n');
        out.flush();
    }

    @Override
    public void idle() {}

    @Override
    public void ended(DemoSummary summary) {
        ObjectNode object = new JsonMapper().createObjectNode();
        object.putObject("summary")
                .put("decisions", summary.decisions())
                .put("missing_decisions", summary.missing())
                .put("changes", summary.changes())
                .put("devices", summary.devices())
                .put("elapsed_s", summary.seconds())
                .put("page", summary.page())
                .put("recording", summary.recording());
        out.print(object + "\n");
        out.flush();
    }
}
