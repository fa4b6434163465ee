package io.twinbit.differential;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * The networks of one seed: network {@code i} depends on the seed, the generators and {@code i} only.
 *
 * @param generators of the operators that take part
 */
record RandomNetworks(long seed, List<Generator> generators) {
    private static final List<Generator> ALL = Stream.of(
                    MatrixNetworks.all(),
                    WindowNetworks.all(),
                    BroadcastNetworks.all(),
                    ElementwiseNetworks.all(),
                    ReductionNetworks.all(),
                    LayoutNetworks.all(),
                    RecurrentNetworks.all())
            .flatMap(List::stream)
            .toList();

    RandomNetworks(long seed) {
        this(seed, ALL);
    }

    /** With the generators of these names, separated by commas. */
    static RandomNetworks only(String names, long seed) {
        List<String> wanted = Arrays.asList(names.split(",", -1));
        return new RandomNetworks(seed, ALL.stream().filter(g -> wanted.contains(g.name())).toList());
    }

    /** Two in three are a single operator, each in turn; the others are graphs of two to eight. */
    Experiment network(int i) {
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + i);
        if (i % 3 == 0) {
            return graph(new RandomNetwork(random, true), name("graph", i));
        }
        Generator generator = generators.get((i - i / 3 - 1) % generators.size());
        RandomNetwork network = new RandomNetwork(random, false);
        generator.add(network);
        return network.experiment(name(generator.name(), i));
    }

    private Experiment graph(RandomNetwork network, String name) {
        network.image(network.type(), 1);
        for (int n = network.between(2, 8); n > 0; n--) {
            network.one(generators).add(network);
        }
        return network.experiment(name);
    }

    private String name(String what, int i) {
        return what + "-" + seed + "-" + i;
    }
}
