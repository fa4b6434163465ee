package io.twinbit.nn.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.nn.device.DeviceProfile;
import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.BroadcastOp;
import io.twinbit.nn.graph.ElementwiseOp;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.LayoutOp;
import io.twinbit.nn.graph.MatrixOp;
import io.twinbit.nn.graph.Op;
import io.twinbit.nn.graph.Padding;
import io.twinbit.nn.graph.ReductionOp;
import io.twinbit.nn.graph.WindowOp;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.testing.NetworkBuilder;
import io.twinbit.testing.Profiles;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoweringTest {
    private static final DeviceProfile REFERENCE = Profiles.reference();
    private static final Quantization Q = Quantization.perTensor(0.1f, 3);

    private static List<String> reasons(Graph graph) {
        return assertThrows(UnsupportedModelException.class, () -> Lowering.lower(graph, REFERENCE)).reasons();
    }

    @Test
    void everyReasonIsToldWithItsOperatorAndTensors() {
        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(ElementType.INT32, Quantization.perTensor(0.1f, 0), 4);
        int relu = network.apply(new ElementwiseOp.Relu(), ElementType.INT32, Quantization.perTensor(0.2f, 0), new int[] {4}, x);
        int odd = network.apply(new Op.Unsupported("TANH", 2), Q, new int[] {4}, relu);
        int sum = network.apply(new BroadcastOp.Add(Activation.NONE), Q, new int[] {4}, odd, odd);
        int softmax = network.apply(new ReductionOp.Softmax(1), Q, new int[] {4}, sum);
        assertEquals(
                List.of(
                        "operator 0 RELU: int32 is not supported here, int8 and int16 are: 't1'; in tensor 0 't0' int32 4,"
                                + " out tensor 1 't1' int32 4",
                        "operator 1 TANH: not supported (version 2); in tensor 1 't1' int32 4, out tensor 2"
                                + " 't2' int8 4",
                        "operator 3 SOFTMAX: output with scale 0.1 zero point 3, scale 0.00390625 zero point -128"
                                + " expected; in tensor 3 't3' int8 4, out tensor 4 't4' int8 4"),
                reasons(network.build(softmax)));
    }

    private static String onlyReason(Op op, Quantization in, Quantization out) {
        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(in, 1, 2, 2, 1);
        List<String> reasons = reasons(network.build(network.apply(op, out, new int[] {1, 2, 2, 1}, x)));
        assertEquals(1, reasons.size());
        return reasons.getFirst();
    }

    @Test
    void whatTheKernelsRefuseIsRefused() {
        Op pool = new WindowOp.AveragePool2d(Padding.SAME, 1, 1, 2, 2, Activation.NONE);
        Quantization other = Quantization.perTensor(0.2f, 3);
        assertTrue(onlyReason(pool, Q, other).contains("input with scale 0.1 zero point 3, output with scale 0.2"));
        Op max = new WindowOp.MaxPool2d(Padding.SAME, 1, 1, 2, 2, Activation.NONE);
        assertTrue(onlyReason(max, Q, Quantization.perTensor(0.1f, 4)).contains("output with scale 0.1 zero point 4"));
        assertTrue(onlyReason(new LayoutOp.Concatenation(0, Activation.NONE), Q, other).contains("equal ones expected"));
        assertTrue(onlyReason(new LayoutOp.Concatenation(0, Activation.RELU), Q, Q).contains("fused activation RELU"));
        assertTrue(onlyReason(new ElementwiseOp.Logistic(), Q, other).contains("zero point -128 expected"));
        String unquantized = onlyReason(new ElementwiseOp.Relu(), Q, Quantization.NONE);
        assertTrue(unquantized.contains("one scale and zero point needed, found none"));
        Quantization tiny = Quantization.perTensor(1e-12f, 0);
        assertTrue(onlyReason(new ElementwiseOp.Relu(), Q, tiny).contains("needs a left shift of 37, at most 30"));
        assertTrue(onlyReason(new ElementwiseOp.Relu6(), tiny, tiny).contains("too small for the activation's bound 6.0"));
        Quantization probability = Quantization.perTensor(1f / 256, -128);
        assertTrue(onlyReason(new ReductionOp.Softmax(1), tiny, probability).contains("input scale times beta is too small"));
        assertTrue(onlyReason(new ElementwiseOp.Logistic(), tiny, probability).contains("input scale 1.0E-12, 2^-28 to 2^34"));
    }

    @Test
    void weightsMustBeWhatTheKernelsTakeThemFor() {
        Quantization shifted = Quantization.perTensor(0.1f, 1);
        assertTrue(convolution(shifted, true).contains("weights have zero point 1, 0 expected"));
        Quantization wrongAxis = Quantization.perChannel(new float[] {1, 2}, new int[2], 3);
        assertTrue(convolution(wrongAxis, true).contains("scales along dimension 3, 0 expected"));
        assertTrue(convolution(Quantization.NONE, true).contains("the weights have no quantization"));
        assertTrue(convolution(Q, false).contains("input 1 must be a constant"));
    }

    private static String convolution(Quantization weights, boolean constant) {
        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(Q, 1, 1, 1, 2);
        int w = constant ? network.constant(new byte[4], weights, 2, 1, 1, 2) : network.input(weights, 2, 1, 1, 2);
        Op op = new MatrixOp.Conv2d(Padding.VALID, 1, 1, 1, 1, Activation.NONE);
        return reasons(network.build(network.apply(op, Q, new int[] {1, 1, 1, 2}, x, w, -1))).getFirst();
    }

    @Test
    void aBiasOfAnotherScaleIsRefused() {
        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(Q, 1, 1);
        int w = network.constant(new byte[1], Quantization.perTensor(0.1f, 0), 1, 1);
        int b = network.constant(new byte[4], ElementType.INT32, Quantization.perTensor(0.02f, 0), 1);
        int y = network.apply(new MatrixOp.FullyConnected(false, Activation.NONE), Q, new int[] {1, 1}, x, w, b);
        assertTrue(reasons(network.build(y)).getFirst().contains("the bias has scale 0.02"));
    }

    @Test
    void anArenaBeyondTheBoundIsRefusedBeforeAnybodyAllocatesIt() {
        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(Q, 1 << 25);
        int y = network.apply(new ElementwiseOp.Relu6(), Q, new int[] {1 << 25}, x);
        int z = network.apply(new ElementwiseOp.Relu6(), Q, new int[] {1 << 25}, x);
        int last = network.apply(new ElementwiseOp.Relu6(), Q, new int[] {1 << 25}, x); // over its input
        assertEquals(
                List.of("the tensors needed at one time take 100663296 bytes, at most 67108864 are supported"),
                reasons(network.build(y, z, last)));
    }

    /** A content of 8 MiB that nine operators read would be nine copies; as outputs, an arena of any size. */
    @Test
    void aConstantThatIsNamedManyTimesIsRefusedBeforeAnybodyCopiesIt() {
        NetworkBuilder network = new NetworkBuilder();
        network.input(Q, 1);
        int content = network.constant(new byte[1 << 23], Q, 1 << 23);
        Integer[] outputs = new Integer[9];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = network.apply(new ElementwiseOp.Relu6(), Q, new int[] {1 << 23}, content);
        }
        String expected = "the constants that operators read take 75497472 bytes, counted anew for each operator,"
                + " at most 67108864 are supported";
        assertEquals(List.of(expected), reasons(network.build(outputs)));
        NetworkBuilder idle = new NetworkBuilder();
        idle.input(Q, 1);
        Integer[] constants = new Integer[9];
        Arrays.fill(constants, idle.constant(new byte[1 << 23], Q, 1 << 23));
        assertEquals(List.of(expected), reasons(idle.build(constants)));
    }

    @Test
    void aReshapeIsNoWork() {
        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(Q, 2, 3);
        int flat = network.apply(new LayoutOp.Reshape(), Q, new int[] {6}, x);
        int relu = network.apply(new ElementwiseOp.Relu(), Q, new int[] {6}, flat);
        int y = network.apply(new LayoutOp.Reshape(), Q, new int[] {3, 2}, relu);
        Program program = Lowering.lower(network.build(y, flat), REFERENCE);
        assertEquals(1, program.steps().size());
        assertInstanceOf(ElementwiseStep.Lookup.class, program.steps().getFirst());
        assertEquals(program.inputs().getFirst().offset(), program.outputs().get(1).offset());
        assertEquals(List.of(relu, y), program.written().getFirst().stream().map(Slot::tensor).toList());
        assertEquals(32, program.arenaBytes());
        assertEquals(32, program.arena().lowerBoundBytes());
    }

    @Test
    void aReshapedConstantIsCopied() {
        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(Q, 2);
        int constant = network.constant(new byte[] {1, 2}, Q, 1, 2);
        int reshaped = network.apply(new LayoutOp.Reshape(), Q, new int[] {2}, constant);
        int y = network.apply(new BroadcastOp.Add(Activation.NONE), Q, new int[] {2}, x, reshaped);
        Program program = Lowering.lower(network.build(y), REFERENCE);
        assertInstanceOf(LayoutStep.Copy.class, program.steps().getFirst());
    }

    @Test
    void workIsCountedAndASharedWeightOnce() {
        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(Q, 1, 4, 4, 2);
        int w = network.constant(new byte[2 * 3 * 3 * 2], Quantization.perTensor(0.1f, 0), 2, 3, 3, 2);
        Op conv = new MatrixOp.Conv2d(Padding.SAME, 1, 1, 1, 1, Activation.NONE);
        int first = network.apply(conv, Q, new int[] {1, 4, 4, 2}, x, w, -1);
        int second = network.apply(conv, Q, new int[] {1, 4, 4, 2}, first, w, -1);
        Program program = Lowering.lower(network.build(second), REFERENCE);
        assertEquals(36, program.weightsBytes());
        assertEquals(2 * 16 * 2 * 18, program.macs());
    }

    @Test
    void zeroPointsAreFoldedIntoTheBiases() {
        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(Q, 1, 2);
        int w = network.constant(new byte[] {10, 20}, Quantization.perTensor(0.1f, 5), 1, 2);
        int b = network.integers(100);
        int y = network.apply(new MatrixOp.FullyConnected(false, Activation.RELU), Q, new int[] {1, 1}, x, w, b);
        Program program = Lowering.lower(network.build(y), REFERENCE);
        MatrixStep.FullyConnected step = assertInstanceOf(MatrixStep.FullyConnected.class, program.steps().getFirst());
        assertEquals(100 - 3 * ((10 - 5) + (20 - 5)), step.matrix().bias()[0]);
        assertEquals(3, step.matrix().stage().min());
        assertEquals(127, step.matrix().stage().max());
    }
}
