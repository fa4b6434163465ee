package io.twinbit.app.cli;

import io.twinbit.flow.pipeline.Result;
import io.twinbit.flow.pipeline.ResultWriter;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Results on standard output, one a line: as published, or as CSV under a header. */
final class ReplayOutput {
    private final PrintWriter out;
    private final boolean json;

    ReplayOutput(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
        if (!json) {
            out.println("pipeline,device,t_first_ms,t_last_ms,label,score,outputs");
        }
    }

    void print(Result result) {
        out.println(json ? new String(ResultWriter.json(result), StandardCharsets.UTF_8) : csv(result));
    }

    private static String csv(Result result) {
        int[] outputs = result.outputs();
        return String.join(
                ",",
                result.pipeline(),
                cell(result.device()),
                ms(result.firstTimestampUs()),
                ms(result.lastTimestampUs()),
                cell(result.decision().label()),
                String.valueOf(result.decision().score()),
                outputs == null ? "" : integers(outputs));
    }

    private static String ms(long us) {
        return BigDecimal.valueOf(us, 3).toPlainString();
    }

    private static String integers(int[] outputs) {
        return Arrays.stream(outputs).mapToObj(String::valueOf).collect(Collectors.joining(" "));
    }

    /** Quoted where it must be (RFC 4180). */
    private static String cell(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c < ' ');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
