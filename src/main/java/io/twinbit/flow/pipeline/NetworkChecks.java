package io.twinbit.flow.pipeline;

import io.twinbit.flow.decide.Rule;
import io.twinbit.flow.pipeline.PipelineSpec.Problem;
import io.twinbit.nn.engine.Interpreter;
import io.twinbit.nn.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/** Whether a specification and a network belong together. */
final class NetworkChecks {
    private static final int MAX_STATE_BYTES = StateExport.MAX_ENTRY_BYTES / 4;

    private final PipelineSpec spec;
    private final TensorSpec input;
    private final TensorSpec output;
    private final List<Problem> problems = new ArrayList<>();

    private NetworkChecks(PipelineSpec spec, Interpreter interpreter) {
        this.spec = spec;
        this.input = interpreter.input(0).spec();
        this.output = interpreter.output(0).spec();
    }

    static List<Problem> of(PipelineSpec spec, Interpreter interpreter) {
        NetworkChecks checks = new NetworkChecks(spec, interpreter);
        int inputs = interpreter.inputCount();
        checks.report(inputs != 1, "model", "found a network with " + inputs + " inputs, expected 1");
        int stateBytes = interpreter.stateBytes();
        checks.report(stateBytes > MAX_STATE_BYTES, "model", "found a network that keeps " + stateBytes
                + " bytes of state from one inference to the next, expected at most " + MAX_STATE_BYTES + " for each device");
        checks.checkTensor("input", checks.input);
        checks.checkTensor("output", checks.output);
        checks.checkInputSize();
        checks.checkOutputSize();
        return checks.problems;
    }

    private void report(boolean wrong, String key, String text) {
        if (wrong) {
            problems.add(new Problem(key, text));
        }
    }

    private void checkTensor(String what, TensorSpec tensor) {
        boolean readable = switch (tensor.type()) {
            case INT8 -> tensor.quantization().channels() == 1;
            case FLOAT32 -> true;
            case INT4, UINT8, BOOL, INT16, FLOAT16, INT32, INT64, FLOAT64 -> false;
        };
        report(!readable, "model", "found the " + what + " " + tensor + ", expected int8 with one scale, or float32");
    }

    private void checkInputSize() {
        int size = spec.window().sizeSamples();
        int features = spec.decoder().stream().features().size();
        report((long) size * features != input.shape().elements(), "window.size_samples",
                size + " samples of " + features + " decode.features are " + (long) size * features
                        + " values, expected the " + input.shape().elements() + " of the network's input " + input);
    }

    private void checkOutputSize() {
        int elements = output.shape().elements();
        switch (spec.rule()) {
            case Rule.ArgMax _, Rule.MultiLabel _ -> report(spec.labels().size() != elements, "labels",
                    "found " + spec.labels().size() + ", expected " + elements + ", one for each of the network's output " + output);
            case Rule.Regression _ -> report(elements != 1, "decide.rule",
                    "found regression, which takes one value, and " + elements + " of the network's output " + output);
            case Rule.Reconstruction _ -> report(elements != input.shape().elements(), "decide.rule",
                    "found reconstruction, which compares output with input, and the output " + output
                            + " is not as large as the input " + input);
        }
    }
}
