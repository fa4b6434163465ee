package io.twinbit.app.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Which arithmetic made a board's outputs: how far each known one agrees with them.
 *
 * @param ofProfiles what the device profiles gave, the best first
 * @param ofCombinations what other combinations gave, the best first; empty where a profile fits
 * @param refusals profiles that cannot run the network, with the reasons
 */
record Identification(
        Evidence evidence,
        List<Agreement> ofProfiles,
        List<Agreement> ofCombinations,
        Map<String, List<String>> refusals) {
    static Identification of(Evidence evidence, Progress progress) throws IOException {
        Candidates profiles = Candidates.ofProfiles(evidence.graph());
        List<Agreement> ofProfiles = agreements(profiles, evidence, progress);
        boolean fits = ofProfiles.stream().anyMatch(Agreement::isWhole);
        List<Agreement> ofCombinations =
                fits ? List.of() : agreements(profiles.combinations(), evidence, progress);
        return new Identification(evidence, ofProfiles, ofCombinations, profiles.refusals());
    }

    /** On all processors: the candidates have nothing to do with each other. */
    private static List<Agreement> agreements(Candidates candidates, Evidence evidence, Progress progress) {
        List<Candidate> all = candidates.all();
        AtomicInteger begun = new AtomicInteger();
        return all.parallelStream()
                .map(candidate -> {
                    int number = begun.incrementAndGet();
                    progress.show(() -> "arithmetic " + number + " of " + all.size());
                    return Agreement.of(candidate, evidence);
                })
                .sorted(Comparator.comparingLong(Agreement::differing))
                .toList();
    }

    /** All that reproduce every output. */
    List<Agreement> fitting() {
        List<Agreement> all = all();
        return all.stream().filter(Agreement::isWhole).toList();
    }

    /** Profiles and combinations, the best first. */
    List<Agreement> all() {
        List<Agreement> all = new ArrayList<>(ofProfiles);
        all.addAll(ofCombinations);
        all.sort(Comparator.comparingLong(Agreement::differing));
        return all;
    }

    Agreement best() {
        return all().getFirst();
    }

    /** Where a candidate leaves the best one, in the first invocation in which it differs from the board. */
    Optional<PartingOperator> parting(Agreement from) {
        CaseResult.Difference difference = from.firstDifference();
        if (difference == null) {
            return Optional.empty();
        }
        return PartingOperator.of(
                evidence, from.candidate().program(), best().candidate().program(), difference.invocation());
    }
}
