package io.twinbit.app.cli;

import io.twinbit.app.config.ProfileStore;
import io.twinbit.nn.device.Arithmetic;
import io.twinbit.nn.device.Derivation;
import io.twinbit.nn.device.DeviceProfile;
import io.twinbit.nn.device.KernelGeneration;
import io.twinbit.nn.device.Quirk;
import io.twinbit.nn.device.ScaleType;
import io.twinbit.nn.device.Standing;
import io.twinbit.nn.fixed.Rounding;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.lower.Lowering;
import io.twinbit.nn.lower.Program;
import io.twinbit.nn.lower.QuirkScope;
import io.twinbit.nn.lower.UnsupportedModelException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** Every arithmetic that is known, as programs of one network: those that it cannot tell apart are one candidate. */
final class Candidates {
    private static final String REFERENCE = "tflm-reference";

    private final Graph graph;

    /** By arithmetic_id. */
    private final Map<String, Candidate> candidates = new LinkedHashMap<>();

    /** Why a profile cannot run the network, by its name. */
    private final Map<String, List<String>> refusals = new LinkedHashMap<>();

    private Candidates(Graph graph) {
        this.graph = graph;
    }

    /** The profiles that come with Twinbit. */
    static Candidates ofProfiles(Graph graph) throws IOException {
        Candidates all = new Candidates(graph);
        List<DeviceProfile> profiles = new ArrayList<>();
        for (String name : ProfileStore.names()) {
            profiles.add(ProfileStore.find(name));
        }
        profiles.sort(Comparator.comparingInt((DeviceProfile p) -> p.name().equals(REFERENCE) ? 0 : 1)
                .thenComparingInt(p -> QuirkScope.met(graph, p.arithmetic()).size())
                .thenComparing(DeviceProfile::name));
        profiles.forEach(all::add);
        return all;
    }

    /** Every combination of rounding, derivation, scales, generation and quirks that no profile is. */
    Candidates combinations() {
        Candidates all = new Candidates(graph);
        for (Rounding rounding : List.of(Rounding.DOUBLE, Rounding.SINGLE)) {
            for (Derivation derivation : Derivation.values()) {
                for (ScaleType scale : ScaleType.values()) {
                    for (KernelGeneration generation : KernelGeneration.values()) {
                        all.addAll(new Arithmetic(rounding, derivation, scale, generation, Map.of()));
                    }
                }
            }
        }
        all.candidates.keySet().removeAll(candidates.keySet());
        return all;
    }

    /** With every set of the quirks that the network meets. */
    private void addAll(Arithmetic plain) {
        Map<Quirk, Standing> every = new EnumMap<>(Quirk.class);
        for (Quirk quirk : Quirk.values()) {
            every.put(quirk, Standing.UNVERIFIED);
        }
        List<Quirk> met = QuirkScope.met(graph, with(plain, every)).stream().filter(Quirk::isDefined).toList();
        for (int set = 0; set < 1 << met.size(); set++) {
            Map<Quirk, Standing> quirks = new EnumMap<>(Quirk.class);
            for (int i = 0; i < met.size(); i++) {
                if (((set >> i) & 1) == 1) {
                    quirks.put(met.get(i), Standing.UNVERIFIED);
                }
            }
            Arithmetic arithmetic = with(plain, quirks);
            String name = describe(graph, arithmetic);
            add(new DeviceProfile(name, name, "none that is known", Standing.UNVERIFIED, arithmetic, null, null));
        }
    }

    private static Arithmetic with(Arithmetic plain, Map<Quirk, Standing> quirks) {
        return new Arithmetic(
                plain.rounding(), plain.derivation(), plain.convolutionScale(), plain.kernelGeneration(), quirks);
    }

    /** What an arithmetic is made of, on one line; quirks that the network does not meet are not known from it. */
    static String describe(Graph graph, Arithmetic arithmetic) {
        StringJoiner text = new StringJoiner(", ")
                .add(arithmetic.rounding().name().toLowerCase(Locale.ROOT) + " rounding")
                .add("derivation " + arithmetic.derivation().label())
                .add(arithmetic.convolutionScale().label() + " convolution scales")
                .add("kernels " + arithmetic.kernelGeneration().label());
        QuirkScope.met(graph, arithmetic).forEach(quirk -> text.add(quirk.label()));
        return text.toString();
    }

    private void add(DeviceProfile profile) {
        try {
            Program program = Lowering.lower(graph, profile);
            Candidate known = candidates.get(program.arithmeticId());
            List<DeviceProfile> profiles = new ArrayList<>(known == null ? List.of() : known.profiles());
            profiles.add(profile);
            candidates.put(program.arithmeticId(), new Candidate(profiles, known == null ? program : known.program()));
        } catch (UnsupportedModelException e) {
            refusals.put(profile.name(), e.reasons());
        }
    }

    List<Candidate> all() {
        return List.copyOf(candidates.values());
    }

    Map<String, List<String>> refusals() {
        return Map.copyOf(refusals);
    }
}
