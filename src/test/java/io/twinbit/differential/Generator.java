package io.twinbit.differential;

import java.util.function.Consumer;

/**
 * Adds an operator with random options, shapes and quantization to a network. Each family of operators has its generators
 * in a class of its own.
 *
 * @param name of the operator and what is special, as it stands in reports
 */
record Generator(String name, Consumer<RandomNetwork> adding) {
    void add(RandomNetwork network) {
        adding.accept(network);
    }
}
