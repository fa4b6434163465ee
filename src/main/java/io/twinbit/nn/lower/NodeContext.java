package io.twinbit.nn.lower;

import io.twinbit.nn.device.Arithmetic;
import io.twinbit.nn.device.Quirk;
import io.twinbit.nn.fixed.Multiplier;
import io.twinbit.nn.fixed.Rounding;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.Node;
import io.twinbit.nn.tensor.Constant;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.nn.tensor.Shape;
import io.twinbit.nn.tensor.TensorSpec;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One node while it is lowered: its tensors, where they lie, the target's arithmetic, and how to refuse. Operands are
 * named by their position in the node. The graph is a valid one, so shapes and options are not checked again.
 */
record NodeContext(Graph graph, int number, Arithmetic arithmetic, Placement placement) {
    private static final int MAX_TENSORS_TOLD = 8;
    private static final int MAX_NAME_CHARACTERS = 60;

    Node node() {
        return graph.nodes().get(number);
    }

    Rounding rounding() {
        return arithmetic.rounding();
    }

    /** Whether the target has this quirk and the operator meets it. */
    boolean meets(Quirk quirk) {
        return arithmetic.has(quirk) && QuirkScope.meets(graph, node(), quirk);
    }

    boolean hasInput(int i) {
        return i < node().inputs().size() && node().inputs().get(i) != Node.ABSENT;
    }

    TensorSpec input(int i) {
        return graph.tensor(node().inputs().get(i));
    }

    TensorSpec output() {
        return graph.tensor(node().outputs().getFirst());
    }

    Shape in(int i) {
        return input(i).shape();
    }

    Shape out() {
        return output().shape();
    }

    /** For people. */
    Layer layer() {
        List<Integer> inputs = node().inputs().stream().filter(input -> input != Node.ABSENT).toList();
        return new Layer(
                number,
                node().op().label(),
                inputs.stream().filter(input -> graph.constant(input) == null).map(placement::slot).toList(),
                inputs.stream().filter(input -> graph.constant(input) != null).map(graph::tensor).toList(),
                node().outputs().stream().map(placement::slot).toList());
    }

    /** Where input {@code i} is read. */
    Operand operand(int i) {
        int tensor = node().inputs().get(i);
        Constant constant = graph.constant(tensor);
        return constant != null
                ? new Operand.Literal(constant.toBytes())
                : new Operand.InArena(placement.slot(tensor).offset());
    }

    /** Where a variable is, which the operator reads and writes. */
    int variable(int i) {
        return placement.slot(node().inputs().get(i)).offset();
    }

    /** Where the output is written. */
    int target() {
        return target(0);
    }

    /** Where output {@code o} is written. */
    int target(int o) {
        return placement.slot(node().outputs().get(o)).offset();
    }

    /** Whether the output is the input's memory under another shape, so that there is nothing to do. */
    boolean isView() {
        return placement.isView(number);
    }

    boolean isConstant(int i) {
        return graph.constant(node().inputs().get(i)) != null;
    }

    /** Content of input {@code i}, which the kernels need before the first inference. */
    Constant constant(int i) {
        Constant constant = graph.constant(node().inputs().get(i));
        if (constant == null) {
            throw refuse("input " + i + " must be a constant");
        }
        return constant;
    }

    /** Content of a constant int32 or int64 input. */
    long[] integers(int i) {
        Constant constant = constant(i);
        long[] integers = new long[in(i).elements()];
        for (int e = 0; e < integers.length; e++) {
            integers[e] = input(i).type() == ElementType.INT64 ? constant.int64(e) : constant.int32(e);
        }
        return integers;
    }

    /** Refuses unless every data operand and the output are int8 with one scale each. */
    void requireInt8(int dataInputs) {
        for (int i = 0; i < dataInputs; i++) {
            require(input(i), ElementType.INT8);
            quantization(input(i));
        }
        require(output(), ElementType.INT8);
        quantization(output());
    }

    /** Refuses unless data operands and output are all int8 or all int16, with one scale each; returns which. */
    ElementType requireInt8OrInt16(int dataInputs) {
        ElementType type = output().type();
        if (type != ElementType.INT8 && type != ElementType.INT16) {
            throw refuse(type.label() + " is not supported here, int8 and int16 are: " + shortened(output().name()));
        }
        for (int i = 0; i < dataInputs; i++) {
            require(input(i), type);
            quantization(input(i));
        }
        quantization(output());
        return type;
    }

    /** Refuses what kernels that compare or copy do not convert. */
    void requireEqualQuantization(int i) {
        Quantization in = inputQuantization(i);
        Quantization out = outputQuantization();
        if (in.scale() != out.scale() || in.zeroPoint() != out.zeroPoint()) {
            throw refuse("input " + i + " with " + in + ", output with " + out + "; equal ones expected");
        }
    }

    void require(TensorSpec tensor, ElementType type) {
        if (tensor.type() != type) {
            throw refuse(tensor.type().label() + " is not supported here, " + type.label() + " is: "
                    + shortened(tensor.name()));
        }
    }

    void requireOneOf(TensorSpec tensor, ElementType... types) {
        if (!List.of(types).contains(tensor.type())) {
            throw refuse(tensor.type().label() + " is not supported here, "
                    + Stream.of(types).map(ElementType::label).collect(Collectors.joining(", ")) + " are: "
                    + shortened(tensor.name()));
        }
    }

    /** Refuses where plain numbers are expected and a tensor has scales, which the kernels would not use. */
    void requireUnquantized() {
        Stream.concat(node().inputs().stream(), node().outputs().stream()).map(graph::tensor).forEach(tensor -> {
            if (!tensor.quantization().isNone()) {
                throw refuse(tensor.type().label() + " with " + tensor.quantization() + " is not supported: "
                        + shortened(tensor.name()));
            }
        });
    }

    Quantization inputQuantization(int i) {
        return quantization(input(i));
    }

    Quantization outputQuantization() {
        return quantization(output());
    }

    private Quantization quantization(TensorSpec tensor) {
        if (tensor.quantization().isNone() || tensor.quantization().isPerChannel()) {
            throw refuse("one scale and zero point needed, found " + tensor.quantization() + ": "
                    + shortened(tensor.name()));
        }
        return tensor.quantization();
    }

    Multiplier multiplier(double real) {
        try {
            return Multiplier.of(real);
        } catch (ArithmeticException e) {
            throw refuse("the scales give a " + e.getMessage());
        }
    }

    /** For kernels that shift right only. */
    Multiplier multiplierBelowOne(double real) {
        Multiplier factor = multiplier(real);
        if (!(real < 1) || factor.shift() > 0) {
            throw refuse("the scales give a factor of " + real + ", below 1 expected");
        }
        return factor;
    }

    /** A reason that names this operator and its tensors. */
    Refusal refuse(String why) {
        return new Refusal("operator " + number + " " + node().op().label() + ": " + why + "; " + tensors());
    }

    private String tensors() {
        return list("in", node().inputs()) + list(", out", node().outputs());
    }

    private String list(String direction, List<Integer> indices) {
        StringBuilder text = new StringBuilder(direction);
        indices.stream().filter(i -> i != Node.ABSENT).limit(MAX_TENSORS_TOLD).forEach(i -> text.append(" tensor ")
                .append(i).append(' ').append(shortened(graph.tensor(i).name())).append(' ')
                .append(graph.tensor(i).type().label()).append(' ').append(graph.tensor(i).shape()));
        return text.append(indices.size() > MAX_TENSORS_TOLD ? " and more" : "").toString();
    }

    private static String shortened(String name) {
        return "'" + (name.length() <= MAX_NAME_CHARACTERS ? name : name.substring(0, MAX_NAME_CHARACTERS) + "…") + "'";
    }
}
