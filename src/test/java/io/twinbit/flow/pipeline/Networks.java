package io.twinbit.flow.pipeline;

import io.twinbit.nn.engine.Interpreter;
import io.twinbit.nn.lower.Arena;
import io.twinbit.nn.lower.Program;
import io.twinbit.nn.lower.Slot;
import io.twinbit.nn.lower.Variable;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.nn.tensor.Shape;
import io.twinbit.nn.tensor.TensorSpec;
import java.util.List;

/** Networks without a step, whose output is their input's memory: a result then shows the whole window. */
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

    /** The identity, which has state beside it. */
    static Interpreter withState(int elements) {
        TensorSpec tensor = int8(elements, UNIT);
        return of(tensor, tensor, List.of(new Variable(new Slot(2, tensor, elements), (byte) 0)));
    }

    static Interpreter of(TensorSpec input, TensorSpec output) {
        return of(input, output, List.of());
    }

    private static Interpreter of(TensorSpec input, TensorSpec output, List<Variable> variables) {
        Slot in = new Slot(0, input, 0);
        Slot out = new Slot(1, output, 0);
        int bytes = (1 + variables.size()) * Math.max(input.bytes(), output.bytes());
        Arena arena = new Arena(bytes, bytes, List.of());
        return new Interpreter(new Program(
                List.of(), List.of(in), List.of(out), variables, 0, List.of(in, out), List.of(), arena, 0, 0, "tba1-0"));
    }
}
