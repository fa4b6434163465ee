package io.twinbit.nn.emit;

import io.twinbit.nn.lower.Layer;
import io.twinbit.nn.lower.Program;
import io.twinbit.nn.lower.Slot;
import io.twinbit.nn.lower.Variable;
import io.twinbit.nn.tensor.TensorSpec;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** {@code <name>.c}: the steps with their numbers, and one call for each, in order. */
final class NetworkSource {
    private final Program program;
    private final List<StepCall> calls;
    private final CheckPoints checks;
    private final Spelling spelling;

    NetworkSource(Program program, List<StepCall> calls, CheckPoints checks, Spelling spelling) {
        this.program = program;
        this.calls = calls;
        this.checks = checks;
        this.spelling = spelling;
    }

    String text() {
        StringBuilder text = new StringBuilder("#include \"twinbit.h\"\n");
        if (program.variables().stream().anyMatch(v -> v.slot().spec().bytes() > 0)) {
            text.append("\n#include <string.h>\n");
        }
        text.append('\n');
        headers().forEach(header -> text.append("#include \"twinbit_").append(header).append(".h\"\n"));
        text.append(macros());
        for (int i = 0; i < calls.size(); i++) {
            text.append(comment(i));
            text.append("static const TWINBIT_FLASH twinbit_").append(calls.get(i).type()).append(" step_").append(i)
                    .append(" = ").append(calls.get(i).step().toC("")).append(";\n\n");
        }
        return text.append(program.stateBytes() > 0 ? reset() : "").append(run()).toString();
    }

    private SortedSet<String> headers() {
        SortedSet<String> headers = calls.stream().map(StepCall::header).collect(Collectors.toCollection(TreeSet::new));
        headers.add("layers");
        headers.add("weights");
        return headers;
    }

    private String macros() {
        String state = program.stateBytes() > 0 ? "#define STATE(offset) ((void *)(state->bytes + (offset)))\n" : "";
        return """

                /* Places of tensors; void, so that each kernel takes them as what they are. */
                #define ARENA(offset) ((void *)(arena->bytes + (offset)))
                %s
                """.formatted(state);
    }

    private String comment(int i) {
        Layer layer = program.layers().get(i);
        StringBuilder text = new StringBuilder("/*\n * Step " + i + ", operator " + layer.node() + " " + layer.operator() + "\n");
        layer.inputs().forEach(slot -> text.append(" *   from ").append(place(slot)).append('\n'));
        layer.constants().forEach(spec -> text.append(" *   with ").append(CTensor.describe(spec)).append('\n'));
        layer.outputs().forEach(slot -> text.append(" *   to   ").append(place(slot)).append('\n'));
        return text.append(" */\n").toString();
    }

    private String place(Slot slot) {
        return CTensor.describe(slot.spec()) + " at " + spelling.at(slot.offset());
    }

    private String reset() {
        StringBuilder text = new StringBuilder("void twinbit_reset(twinbit_state *state)\n{\n");
        for (Variable variable : program.variables()) {
            TensorSpec spec = variable.slot().spec();
            text.append("    memset(STATE(").append(variable.slot().offset()).append("), ").append(variable.fill())
                    .append(", ").append(spec.bytes()).append("); /* ").append(CTensor.describe(spec)).append(" */\n");
        }
        return text.append("}\n\n").toString();
    }

    private String run() {
        StringBuilder text = new StringBuilder("int twinbit_run(" + HeaderSource.parameters(program) + ")\n{\n");
        text.append("    if (!twinbit_is_aligned(arena)");
        text.append(program.stateBytes() > 0 ? " || !twinbit_is_aligned(state)" : "");
        text.append(") {\n        return TWINBIT_NO_ARENA;\n    }\n");
        for (int i = 0; i < calls.size(); i++) {
            text.append(call(i));
            for (CheckPoints.Point point : checks.of(i)) {
                text.append("    TWINBIT_LAYER(").append(point.number()).append(", ").append(spelling.at(point.slot().offset()))
                        .append(", ").append(point.slot().spec().bytes()).append(");\n");
            }
        }
        return text.append("    return TWINBIT_OK;\n}\n").toString();
    }

    private String call(int i) {
        StepCall call = calls.get(i);
        String expression = "twinbit_" + call.kernel() + "(&step_" + i
                + call.arguments().stream().map(argument -> ", " + argument).collect(Collectors.joining()) + ")";
        return call.fails()
                ? "    if (!" + expression + ") {\n        return TWINBIT_BAD_INDEX;\n    }\n"
                : "    " + expression + ";\n";
    }
}
