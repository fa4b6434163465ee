package io.twinbit.nn.emit;

import io.twinbit.nn.fixed.Rounding;
import io.twinbit.nn.lower.Layer;
import io.twinbit.nn.lower.Program;
import io.twinbit.nn.lower.Slot;
import io.twinbit.nn.lower.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Spells a program as C99: the network, its constants, its known answers, a main program, and those kernels of
 * {@code firmware-export} that it calls. Equal programs give equal bytes.
 */
public final class CEmitter {
    private static final int ALIGNMENT_BYTES = 16;

    private final ExportOptions options;
    private final Program program;
    private final KernelLibrary library;
    private final Spelling spelling;
    private final List<StepCall> calls = new ArrayList<>();
    private final List<ExportedLayer> layers = new ArrayList<>();

    private CEmitter(ExportOptions options, Program program, KernelLibrary library) {
        this.options = options;
        this.program = program;
        this.library = library;
        this.spelling = new Spelling(program);
        program.steps().forEach(this::spell);
    }

    private void spell(Step step) {
        int number = calls.size();
        int before = spelling.constants().bytes();
        spelling.constants().begin("step_" + number);
        StepCall call = StepSpelling.spell(step, spelling);
        calls.add(call);
        Layer layer = program.layers().get(number);
        layers.add(new ExportedLayer(
                number,
                layer.node(),
                layer.operator(),
                layer.outputs().getFirst().spec().name(),
                call.kernel(),
                spelling.constants().bytes() - before,
                Stream.concat(layer.inputs().stream(), layer.outputs().stream())
                        .distinct()
                        .mapToInt(slot -> slot.spec().bytes())
                        .sum(),
                step.firmwareScratchBytes()));
    }

    /** The plain form: all files in one folder. */
    public static Export emit(ExportOptions options, Program program, KnownAnswers answers, KernelLibrary library) {
        CEmitter emitter = new CEmitter(options, program, library);
        return new Export(
                options, program.arithmeticId(), emitter.files(answers), emitter.layers, emitter.arenaBytes(),
                program.stateBytes());
    }

    private SortedMap<String, String> files(KnownAnswers answers) {
        CheckPoints checks = new CheckPoints(program);
        List<CTensor> tensors = Stream.concat(
                        tensors("input", program.inputs()), tensors("output", program.outputs()))
                .toList();
        KnownAnswersSource known = new KnownAnswersSource(program, answers, checks, tensors);
        Map<String, String> texts = new LinkedHashMap<>(library.closure(kernelFiles()));
        texts.put("twinbit.h", new HeaderSource(options, program, tensors, arenaBytes()).text());
        texts.put("twinbit.c", new NetworkSource(program, calls, checks, spelling).text());
        texts.put("twinbit_weights.h", WeightsSource.header(spelling.constants()));
        texts.put("twinbit_weights.c", WeightsSource.source(spelling.constants()));
        texts.put("twinbit_known_answers.h", known.header());
        texts.put("twinbit_known_answers.c", known.source());
        texts.put("twinbit_main.c", MainSource.text(program, tensors));
        texts.put(KernelLibrary.CONFIG, config());
        return renamed(texts);
    }

    private static Stream<CTensor> tensors(String role, List<Slot> slots) {
        return IntStream.range(0, slots.size()).mapToObj(i -> new CTensor(role, i, slots.get(i)));
    }

    /** Kernels with their headers, and what is always there. */
    private Set<String> kernelFiles() {
        Set<String> names = new TreeSet<>(Set.of("twinbit_layers.h", "twinbit_layers.c", "twinbit_quantize.h"));
        for (StepCall call : calls) {
            names.add("twinbit_" + call.kernel() + ".c");
            names.add("twinbit_" + call.header() + ".h");
        }
        return names;
    }

    /** Tensors and, behind them, working space. */
    private int arenaBytes() {
        int scratch = program.steps().stream().mapToInt(Step::firmwareScratchBytes).max().orElse(0);
        int bytes = program.arenaBytes() - program.stateBytes() + scratch;
        return Math.max(ALIGNMENT_BYTES, (bytes + ALIGNMENT_BYTES - 1) / ALIGNMENT_BYTES * ALIGNMENT_BYTES);
    }

    /** What is fixed at compile time. */
    private String config() {
        Set<Rounding> roundings = spelling.roundings();
        String rounding = roundings.size() == 1
                ? "#define TWINBIT_ROUNDING TWINBIT_" + roundings.iterator().next().name() + "\n"
                : "";
        return """
                /* What this network's kernels need not decide at run time. */
                #ifndef TWINBIT_CONFIG_H
                #define TWINBIT_CONFIG_H

                %s%s
                #endif
                """.formatted(rounding, spelling.isReal() ? "#define TWINBIT_REAL 1\n" : "");
    }

    private SortedMap<String, String> renamed(Map<String, String> texts) {
        SortedMap<String, String> renamed = new TreeMap<>();
        CName name = options.name();
        texts.forEach((file, text) -> renamed.put(rename(file, name), rename(text, name)));
        return renamed;
    }

    private static String rename(String text, CName name) {
        return name.rename(text).replace("twinbit.", name.lower() + ".");
    }
}
