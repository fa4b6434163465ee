package io.twinbit.nn.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.ElementwiseOp;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.LayoutOp;
import io.twinbit.nn.graph.RecurrentOp;
import io.twinbit.nn.lower.Lowering;
import io.twinbit.nn.lower.Program;
import io.twinbit.nn.lower.Slot;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.testing.NetworkBuilder;
import io.twinbit.testing.Profiles;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** State, on a filter of one unit that gives what it was given two inferences ago. */
class RecurrentStepsTest {
    private static final Quantization UNIT = Quantization.perTensor(1, 0);
    private static final Quantization STATE = Quantization.perTensor(1, 7);

    private final NetworkBuilder network = new NetworkBuilder();
    private final int x = network.input(UNIT, 1, 1);
    private final int state = network.variable(ElementType.INT8, STATE, 1, 3);

    private int delayed(int input) {
        return delayed(input, state);
    }

    private int delayed(int input, int state) {
        int features = network.constant(new byte[] {1}, UNIT, 1, 1);
        int times = network.constant(new byte[] {1, 0, 0}, UNIT, 1, 3);
        int bias = network.constant(new byte[4], ElementType.INT32, UNIT, 1);
        Integer[] operands = {input, features, times, bias, state};
        return network.apply(new RecurrentOp.Svdf(1, Activation.NONE), UNIT, new int[] {1, 1}, operands);
    }

    private static Interpreter interpreter(Graph graph) {
        return new Interpreter(Lowering.lower(graph, Profiles.reference()));
    }

    private static int run(Interpreter interpreter, int value) {
        interpreter.input(0).setInt8(0, (byte) value);
        interpreter.invoke();
        return interpreter.output(0).int8(0);
    }

    @Test
    void stateLastsUntilItIsReset() {
        Interpreter interpreter = interpreter(network.build(delayed(x)));
        assertEquals(List.of(0, 0, 11, 12), List.of(
                run(interpreter, 11), run(interpreter, 12), run(interpreter, 13), run(interpreter, 14)));
        interpreter.reset();
        assertEquals(List.of(0, 0, 21), List.of(run(interpreter, 21), run(interpreter, 22), run(interpreter, 23)));
    }

    @Test
    void interpretersOfOneProgramHaveStatesOfTheirOwn() {
        Program program = Lowering.lower(network.build(delayed(x)), Profiles.reference());
        Interpreter one = new Interpreter(program);
        Interpreter other = new Interpreter(program);
        for (int i = 1; i < 10; i++) {
            assertEquals(i < 3 ? 0 : i - 2, run(one, i));
            assertEquals(i < 3 ? 0 : 10 * (i - 2), run(other, 10 * i));
        }
    }

    @Test
    void aStateThatIsSavedIsGoneOnFromByAnyInterpreterOfTheProgram() {
        Program program = Lowering.lower(network.build(delayed(x)), Profiles.reference());
        Interpreter one = new Interpreter(program);
        byte[] saved = new byte[one.stateBytes()];
        run(one, 11);
        run(one, 12);
        one.saveState(saved);
        assertArrayEquals(new byte[] {7, 7 + 11, 7 + 12}, saved, "the newest last");
        run(one, 99);
        Interpreter other = new Interpreter(program);
        for (Interpreter interpreter : List.of(one, other)) {
            interpreter.loadState(saved);
            assertEquals(List.of(11, 12, 13), List.of(run(interpreter, 13), run(interpreter, 14), run(interpreter, 15)));
        }
    }

    /** Equal networks must not take the parts of each other's state for another. */
    @Test
    void aStateIsSavedTheSameWhereverItsPartsAreInTheFile() {
        int first = network.variable(ElementType.INT8, STATE, 1, 3);
        Program asMade = Lowering.lower(network.build(delayed(delayed(x, first), state)), Profiles.reference());
        RecurrentStepsTest turned = new RecurrentStepsTest();
        int second = turned.network.variable(ElementType.INT8, STATE, 1, 3);
        Program asTurned = Lowering.lower(
                turned.network.build(turned.delayed(turned.delayed(turned.x, turned.state), second)), Profiles.reference());
        assertEquals(asMade.arithmeticId(), asTurned.arithmeticId());
        assertArrayEquals(stateAfter(asMade, 1, 2, 3, 4, 5), stateAfter(asTurned, 1, 2, 3, 4, 5));
    }

    private static byte[] stateAfter(Program program, int... values) {
        Interpreter interpreter = new Interpreter(program);
        for (int value : values) {
            run(interpreter, value);
        }
        byte[] state = new byte[interpreter.stateBytes()];
        interpreter.saveState(state);
        return state;
    }

    @Test
    void anInt8StateStartsAtItsZeroPoint() {
        Program program = Lowering.lower(network.build(delayed(x)), Profiles.reference());
        assertEquals(7, program.variables().getFirst().fill());
        assertEquals(state, program.variables().getFirst().slot().tensor());
    }

    @Test
    void theStateIsTheBeginningOfTheArenaAndNoOtherTensorTouchesIt() {
        int before = network.apply(new ElementwiseOp.Relu6(), UNIT, new int[] {1, 1}, x);
        int after = network.apply(new ElementwiseOp.Relu6(), UNIT, new int[] {1, 1}, delayed(before));
        Program program = Lowering.lower(network.build(after), Profiles.reference());
        Slot held = program.variables().getFirst().slot();
        assertEquals(0, held.offset());
        assertEquals(16, program.stateBytes());
        for (Slot slot : program.slots()) {
            assertTrue(
                    slot.tensor() == state
                            || slot.offset() + slot.spec().bytes() <= held.offset()
                            || slot.offset() >= held.offset() + held.spec().bytes(),
                    slot + " and " + held);
        }
    }

    @Test
    void aReshapeOfTheStateIsACopyOfWhatItWasThen() {
        int seen = network.apply(new LayoutOp.Reshape(), STATE, new int[] {3}, state);
        int y = delayed(x);
        Interpreter interpreter = interpreter(network.build(seen, y));
        run(interpreter, 5);
        assertEquals(7, interpreter.output(0).int8(2));
        run(interpreter, 6);
        assertEquals(12, interpreter.output(0).int8(2));
    }

    @Test
    void aStateThatIsAnOutputShowsWhatItIsAfterTheInference() {
        int y = delayed(x);
        Interpreter interpreter = interpreter(network.build(y, state));
        run(interpreter, 5);
        assertEquals(12, interpreter.output(1).int8(2));
    }

    @Test
    void aListenerSeesTheStateAsTheInferenceLeavesIt() {
        int y = delayed(x);
        List<String> seen = new ArrayList<>();
        interpreter(network.build(y)).invoke((tensor, content) -> seen.add(tensor + " " + content.int8(0)));
        assertEquals(List.of(x + " 0", y + " 0", state + " 7"), seen);
    }

    @Test
    void aNetworkWithoutVariablesHasNoState() {
        NetworkBuilder other = new NetworkBuilder();
        int relu = other.apply(new ElementwiseOp.Relu6(), UNIT, new int[] {1}, other.input(UNIT, 1));
        assertEquals(0, interpreter(other.build(relu)).stateBytes());
    }
}
