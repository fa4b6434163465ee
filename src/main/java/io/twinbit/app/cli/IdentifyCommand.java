package io.twinbit.app.cli;

import io.twinbit.app.cli.CaseResult.Difference;
import io.twinbit.app.config.ModelFile;
import io.twinbit.nn.device.Arithmetic;
import io.twinbit.nn.device.DeviceProfile;
import io.twinbit.nn.device.Quirk;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.lower.QuirkScope;
import io.twinbit.nn.lower.UnsupportedModelException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Names the arithmetic that made a board's outputs. */
@Command(
        name = "identify",
        description = {
            "Say which arithmetic made a board's outputs: a network, what the board was given, what it answered.",
            "Every device profile is tried, and if none fits every combination of what they are made of.",
            "Files are raw tensors as 'twinbit infer' takes them. Exit status 1 if nothing reproduces all outputs."
        },
        footer = {"", "Example:", "  twinbit identify model.tflite --input windows.bin --output board-answers.bin"})
final class IdentifyCommand implements Callable<Integer> {
    private static final int MAX_LINES_OF_COMBINATIONS = 5;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets this and all below
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "The network, a .tflite file.")
    @SuppressWarnings("NullAway.Init")
    private Path model;

    @Option(names = "--input", arity = "1..*", required = true, paramLabel = "FILE", description = "What the board was given, one for each input.")
    @SuppressWarnings("NullAway.Init")
    private List<Path> inputs;

    @Option(names = "--output", arity = "1..*", required = true, paramLabel = "FILE", description = "What it answered, one for each output.")
    @SuppressWarnings("NullAway.Init")
    private List<Path> outputs;

    @Option(names = "--probe", paramLabel = "DIR", description = "If several fit: write an input that tells two of them apart.")
    private @Nullable Path probe;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    /** What {@code --json} prints; its components are the keys. */
    record Answer(
            String model,
            long invocations,
            long elements,
            List<String> fits,
            List<Line> candidates,
            @Nullable Apart toldApartBy,
            Map<String, List<String>> cannotRun) {}

    /** @param partsAt the first operator that differs from the best candidate's */
    record Line(
            List<String> profiles,
            String arithmeticId,
            String arithmetic,
            long equal,
            @Nullable Difference firstDifference,
            @Nullable PartingOperator partsAt) {}

    /** @param difference for an input of ours; expected is what {@code first} answers, got what {@code second} does */
    record Apart(String first, String second, Difference difference) {}

    @Override
    public Integer call() throws IOException {
        Graph graph = ModelFile.read(model);
        RawInference.requireAsMany(spec, "--input", inputs, Evidence.specs(graph, graph.inputs()));
        RawInference.requireAsMany(spec, "--output", outputs, Evidence.specs(graph, graph.outputs()));
        Evidence evidence = Evidence.of(graph, inputs, outputs);
        try (Progress progress = Progress.on(spec)) {
            Identification found = Identification.of(evidence, progress);
            requireCandidates(found);
            print(answer(found), found);
            return (found.fitting().isEmpty() ? ExitCode.DIFFERS : ExitCode.DONE).status();
        }
    }

    private static void requireCandidates(Identification found) {
        if (found.all().isEmpty()) {
            throw new UnsupportedModelException(
                    found.refusals().values().stream().flatMap(List::stream).distinct().toList());
        }
    }

    private Answer answer(Identification found) throws IOException {
        return new Answer(
                model.toString(),
                found.evidence().invocations(),
                found.best().elements(),
                found.fitting().stream().flatMap(a -> a.candidate().names().stream()).toList(),
                found.all().stream().map(agreement -> line(found, agreement)).toList(),
                apart(found),
                found.refusals());
    }

    private static Line line(Identification found, Agreement agreement) {
        Candidate candidate = agreement.candidate();
        return new Line(
                candidate.names(),
                candidate.program().arithmeticId(),
                Candidates.describe(found.evidence().graph(), candidate.profiles().getFirst().arithmetic()),
                agreement.equal(),
                agreement.firstDifference(),
                found.parting(agreement).orElse(null));
    }

    private @Nullable Apart apart(Identification found) throws IOException {
        List<Agreement> fitting = found.fitting();
        for (Agreement other : fitting.subList(Math.min(1, fitting.size()), fitting.size())) {
            Candidate first = fitting.getFirst().candidate();
            Optional<TellingInput> input =
                    TellingInput.between(first.program(), other.candidate().program(), found.evidence());
            if (input.isPresent()) {
                if (probe != null) {
                    input.get().write(probe);
                }
                return new Apart(first.name(), other.candidate().name(), input.get().difference());
            }
        }
        return null;
    }

    private void print(Answer answer, Identification found) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonOutput.print(spec, answer);
        } else {
            table(answer, out);
            conclusion(answer, found, out);
        }
        out.flush();
    }

    private static void table(Answer answer, PrintWriter out) {
        out.println(answer.model() + ": " + answer.invocations() + " invocations, " + answer.elements() + " outputs");
        out.println();
        out.printf("%-30s %10s  %s%n", "arithmetic", "equal", "first difference");
        int combinations = 0;
        for (Line line : answer.candidates()) {
            for (String name : line.profiles()) {
                boolean combined = name.contains(",");
                if (!combined || combinations++ < MAX_LINES_OF_COMBINATIONS) {
                    out.printf("%-30s %10d  %s%n", combined ? "(combination)" : name, line.equal(), detail(line));
                }
            }
        }
        answer.cannotRun().forEach((name, reasons) ->
                out.printf("%-30s %10s  %s%n", name, "-", "cannot run it: " + reasons.getFirst()));
        out.println();
    }

    private static String detail(Line line) {
        if (line.firstDifference() == null) {
            return "none";
        }
        return line.firstDifference() + (line.partsAt() == null ? "" : "; leaves the best at " + line.partsAt());
    }

    private void conclusion(Answer answer, Identification found, PrintWriter out) {
        List<Agreement> fitting = found.fitting();
        if (fitting.isEmpty()) {
            Agreement best = found.best();
            out.println("Nothing known reproduces all outputs. The closest, " + best.differing() + " of "
                    + best.elements() + " different: " + best.candidate().name());
            return;
        }
        out.println(answer.fits().size() == 1 ? "The outputs are those of" : "The outputs are those of any of");
        fitting.forEach(agreement -> describe(agreement.candidate(), found.evidence().graph(), out));
        if (answer.toldApartBy() != null) {
            toldApart(answer.toldApartBy(), out);
        } else if (fitting.size() > 1) {
            out.println("No input was found that tells them apart.");
        }
    }

    private static void describe(Candidate candidate, Graph graph, PrintWriter out) {
        DeviceProfile profile = candidate.profiles().getFirst();
        Arithmetic arithmetic = profile.arithmetic();
        out.println("  " + String.join(", ", candidate.names())
                + (candidate.profiles().size() > 1 ? " (one arithmetic for this network)" : ""));
        out.println("    " + Candidates.describe(graph, arithmetic));
        for (Quirk quirk : QuirkScope.met(graph, arithmetic)) {
            out.println("    " + quirk.label() + ": " + quirk.sentence());
        }
    }

    private void toldApart(Apart apart, PrintWriter out) {
        Difference difference = apart.difference();
        out.println("None of these inputs tells them apart. One that does: " + apart.first() + " answers "
                + difference.expected() + ", " + apart.second() + " " + difference.got() + " (output "
                + difference.output() + ", element " + difference.element() + ")"
                + (probe == null ? "; --probe DIR writes it" : ": " + probe.resolve("input-0.bin")));
    }
}
