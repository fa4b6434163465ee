package io.twinbit.flow.pipeline;

import io.twinbit.nn.engine.Interpreter;
import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.RecurrentOp;
import io.twinbit.nn.lower.Arena;
import io.twinbit.nn.lower.Lowering;
import io.twinbit.nn.lower.Program;
import io.twinbit.nn.lower.Slot;
import io.twinbit.nn.lower.Variable;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.nn.tensor.Shape;
import io.twinbit.nn.tensor.TensorSpec;
import io.twinbit.testing.NetworkBuilder;
import io.twinbit.testing.Profiles;
import java.util.List;

/** Networks of which a result shows the whole window, or the one before: most have no step, their output is their input's memory. */
final class Networks {
    /** Integers are the values themselves. */
    static final Quantization UNIT = Quantization.perTensor(1, 0);

    private Networks() {}

    static Interpreter identity(int elements) {
        return of(int8(elements, UNIT), int8(elements, UNIT));
    }

    static TensorSpec int8(int elements, Quantization quantization) {
        return new TensorSpec("t", ElementType.INT8, Shape.of(1, elements), quantization);
    }

    static TensorSpec float32(int elements) {
        return new TensorSpec("t", ElementType.FLOAT32, Shape.of(1, elements), Quantization.NONE);
    }

    /** The identity, which has state before it that nothing changes. */
    static Interpreter withState(int elements, int stateBytes) {
        TensorSpec tensor = int8(elements, UNIT);
        return of(tensor, tensor, List.of(new Variable(new Slot(2, int8(stateBytes, UNIT), 0), (byte) 0)), stateBytes);
    }

    /** Its output is the input of the inference before, at first zeros: values from -121 to 120, and a state of two bytes each. */
    static Interpreter delay(int elements) {
        byte[] diagonal = new byte[elements * elements];
        byte[] olderOnly = new byte[2 * elements];
        for (int i = 0; i < elements; i++) {
            diagonal[i * elements + i] = 1;
            olderOnly[2 * i] = 1;
        }
        NetworkBuilder network = new NetworkBuilder();
        int output = network.apply(
                new RecurrentOp.Svdf(1, Activation.NONE),
                UNIT,
                new int[] {1, elements},
                network.input(UNIT, 1, elements),
                network.constant(diagonal, UNIT, elements, elements),
                network.constant(olderOnly, UNIT, elements, 2),
                network.constant(new byte[4 * elements], ElementType.INT32, UNIT, elements),
                network.variable(ElementType.INT8, Quantization.perTensor(1, 7), 1, 2 * elements));
        return new Interpreter(Lowering.lower(network.build(output), Profiles.reference()));
    }

    static Interpreter of(TensorSpec input, TensorSpec output) {
        return of(input, output, List.of(), 0);
    }

    private static Interpreter of(TensorSpec input, TensorSpec output, List<Variable> variables, int stateBytes) {
        Slot in = new Slot(0, input, stateBytes);
        Slot out = new Slot(1, output, stateBytes);
        int bytes = stateBytes + Math.max(input.bytes(), output.bytes());
        Arena arena = new Arena(bytes, bytes, List.of());
        return new Interpreter(new Program(
                List.of(), List.of(in), List.of(out), variables, stateBytes, List.of(in, out), List.of(), List.of(),
                arena, 0, 0, "tba1-0"));
    }
}
