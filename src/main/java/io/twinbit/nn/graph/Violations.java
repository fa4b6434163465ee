package io.twinbit.nn.graph;

import java.util.ArrayList;
import java.util.List;

/** Collects what {@link GraphRules} finds, with the names by which operators and tensors are told. */
final class Violations {
    static final int MAX = 20;
    private static final int NAME_CHARACTERS = 60;

    private final Graph graph;
    private final List<String> list = new ArrayList<>();

    Violations(Graph graph) {
        this.graph = graph;
    }

    boolean isEmpty() {
        return list.isEmpty();
    }

    List<String> list() {
        return List.copyOf(list);
    }

    void graph(String what) {
        add("network", what);
    }

    void tensor(int index, String what) {
        add(tensorName(index), what);
    }

    void node(int number, String what) {
        add("operator " + number + " " + graph.nodes().get(number).op().label(), what);
    }

    /** {@code tensor 5 'conv1/weights'}; a long name is cut. */
    String tensorName(int index) {
        String name = graph.tensor(index).name();
        String cut = name.length() <= NAME_CHARACTERS ? name : name.substring(0, NAME_CHARACTERS) + "…";
        return "tensor " + index + " '" + cut + "'";
    }

    private void add(String where, String what) {
        if (list.size() < MAX) {
            list.add(where + ": " + what);
        }
    }
}
