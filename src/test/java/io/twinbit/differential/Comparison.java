package io.twinbit.differential;

import io.twinbit.nn.device.DeviceProfile;
import io.twinbit.nn.engine.InferenceException;
import io.twinbit.nn.engine.Interpreter;
import io.twinbit.nn.graph.ConstantFolding;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.GraphRules;
import io.twinbit.nn.graph.Node;
import io.twinbit.nn.lower.Lowering;
import io.twinbit.nn.lower.Program;
import io.twinbit.nn.lower.UnsupportedModelException;
import io.twinbit.nn.tensor.TensorSpec;
import io.twinbit.testing.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Networks with the same inputs through the reference kernels and through the engine; files go to one folder. */
final class Comparison implements Judge {
    private static final DeviceProfile REFERENCE = Profiles.reference();

    private final ReferenceKernels reference;
    private final Path folder;
    private final DeviceProfile profile;
    private boolean hasOutputs;

    Comparison(ReferenceKernels reference, Path folder) {
        this(reference, folder, REFERENCE);
    }

    /** With the engine in another arithmetic. */
    Comparison(ReferenceKernels reference, Path folder, DeviceProfile profile) {
        this.reference = reference;
        this.folder = folder;
        this.profile = profile;
    }

    @Override
    public Outcome compare(Experiment experiment) throws IOException {
        String answer = reference(experiment);
        List<String> violations = GraphRules.violations(experiment.graph());
        if (!violations.isEmpty()) {
            return refused(answer, violations);
        }
        Program program;
        try {
            program = Lowering.lower(experiment.graph(), profile);
        } catch (UnsupportedModelException e) {
            return refused(answer, e.reasons());
        }
        try {
            List<byte[]> ours = run(program, experiment);
            return answer.equals("ok") ? compared(experiment, ours) : withoutFolded(experiment, answer);
        } catch (InferenceException e) {
            return refused(answer, List.of(String.valueOf(e.getMessage())));
        }
    }

    /** Operators that are folded here may be of types that their kernels do not take: what is left is compared. */
    private Outcome withoutFolded(Experiment experiment, String answer) throws IOException {
        Graph folded = ConstantFolding.fold(experiment.graph());
        List<Node> left = folded.nodes().stream().filter(node -> !folded.isFolded(node)).toList();
        return left.equals(folded.nodes())
                ? new Outcome.Failed("run here, but the reference kernels say: " + answer, 0)
                : compare(Experiment.of(experiment.name(), with(left, folded), experiment.inputs()));
    }

    private static Graph with(List<Node> nodes, Graph graph) {
        return new Graph(
                graph.tensors(), graph.constants(), nodes, graph.inputs(), graph.outputs(), graph.variables());
    }

    private static Outcome refused(String answer, List<String> reasons) {
        if (!answer.equals("ok")) {
            return new Outcome.RefusedByBoth(answer, reasons);
        }
        return Refusals.areKnown(reasons)
                ? new Outcome.RefusedByTheEngine(reasons)
                : new Outcome.Failed("run by the reference kernels, refused here: " + reasons, 0);
    }

    /** {@code ok} or why the reference kernels refuse the network; their outputs are in {@link #outputFile}s. */
    private String reference(Experiment experiment) throws IOException {
        Path model = Files.write(folder.resolve("model.tflite"), experiment.model());
        List<Path> inputs = new ArrayList<>();
        for (int i = 0; i < experiment.inputs().size(); i++) {
            inputs.add(Files.write(folder.resolve("input-" + i), experiment.inputs().get(i)));
        }
        List<Path> outputs = new ArrayList<>();
        for (int o = 0; o < experiment.graph().outputs().size(); o++) {
            outputs.add(outputFile(o));
        }
        String answer = reference.run(model, inputs, outputs);
        hasOutputs = answer.equals("ok");
        return answer;
    }

    /** Whether the reference kernels ran the network of the last comparison. */
    boolean hasOutputs() {
        return hasOutputs;
    }

    /** What the reference kernels gave in the last comparison. */
    byte[] expected(int output) throws IOException {
        return Files.readAllBytes(outputFile(output));
    }

    private Path outputFile(int output) {
        return folder.resolve("output-" + output);
    }

    private Outcome compared(Experiment experiment, List<byte[]> ours) throws IOException {
        long elements = 0;
        for (int o = 0; o < ours.size(); o++) {
            TensorSpec spec = experiment.graph().tensor(experiment.graph().outputs().get(o));
            byte[] expected = expected(o);
            byte[] actual = ours.get(o);
            int at = Arrays.mismatch(expected, actual);
            if (at >= 0) {
                return new Outcome.Failed("output " + o + " " + spec + ": first difference at byte " + at + ", expected "
                        + at(expected, at) + ", got " + at(actual, at), at / Math.max(spec.bytes(), 1));
            }
            elements += (long) spec.shape().elements() * experiment.invocations();
        }
        return new Outcome.Equal(elements);
    }

    private static String at(byte[] bytes, int at) {
        return at < bytes.length ? Byte.toString(bytes[at]) : "the end";
    }

    private static List<byte[]> run(Program program, Experiment experiment) {
        Interpreter interpreter = new Interpreter(program);
        List<byte[]> outputs = program.outputs().stream()
                .map(slot -> new byte[slot.spec().bytes() * experiment.invocations()])
                .toList();
        for (int n = 0; n < experiment.invocations(); n++) {
            write(experiment, n, interpreter);
            interpreter.invoke();
            for (int o = 0; o < outputs.size(); o++) {
                interpreter.output(o).read(outputs.get(o), n * interpreter.output(o).spec().bytes());
            }
        }
        return outputs;
    }

    private static void write(Experiment experiment, int invocation, Interpreter interpreter) {
        for (int i = 0; i < experiment.inputs().size(); i++) {
            interpreter.input(i).write(experiment.inputs().get(i), invocation * interpreter.input(i).spec().bytes());
        }
    }

    /** What the engine writes into {@code tensors}, all invocations one after another; views are copied in order. */
    static List<byte[]> intermediate(Experiment experiment, List<Integer> tensors) {
        Graph graph = experiment.graph();
        Graph observed = new Graph(
                graph.tensors(), graph.constants(), graph.nodes(), graph.inputs(), tensors, graph.variables());
        return run(Lowering.lower(observed, REFERENCE), experiment);
    }
}
