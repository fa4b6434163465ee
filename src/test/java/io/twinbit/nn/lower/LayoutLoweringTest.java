package io.twinbit.nn.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.BroadcastOp;
import io.twinbit.nn.graph.ElementwiseOp;
import io.twinbit.nn.graph.LayoutOp;
import io.twinbit.nn.graph.Op;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.testing.NetworkBuilder;
import io.twinbit.testing.Profiles;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayoutLoweringTest {
    private static final Quantization Q = Quantization.perTensor(0.1f, 3);

    private final NetworkBuilder network = new NetworkBuilder();

    private Program lower(Integer... outputs) {
        return Lowering.lower(network.build(outputs), Profiles.reference());
    }

    private void assertRefused(String part, Integer output) {
        String message = String.join("\n", assertThrows(UnsupportedModelException.class, () -> lower(output)).reasons());
        assertTrue(message.contains(part), message);
    }

    /** Elements 0 to {@code size - 1} of a shape, one of them, as a tensor of one element: as converters spell it. */
    private int dimension(int x, int rank, int index) {
        int shape = network.apply(new LayoutOp.ShapeOf(), ElementType.INT32, Quantization.NONE, new int[] {rank}, x);
        Op slice = new LayoutOp.StridedSlice(0, 0, 0, 0, 1, false);
        int at = network.integers(index);
        int end = network.integers(index + 1);
        return network.apply(slice, ElementType.INT32, Quantization.NONE, new int[0], shape, at, end, network.integers(1));
    }


    private int int32(Op op, int[] dims, Integer... operands) {
        return network.apply(op, ElementType.INT32, Quantization.NONE, dims, operands);
    }

    private int flattened(int x) {
        int batch = dimension(x, 3, 0);
        int rows = int32(new BroadcastOp.Mul(Activation.NONE), new int[0], dimension(x, 3, 1), dimension(x, 3, 2));
        int shape = int32(new LayoutOp.Pack(0), new int[] {2}, batch, rows);
        return network.apply(new LayoutOp.Reshape(), Q, new int[] {1, 6}, x, shape);
    }

    @Test
    void aShapeThatNoInputDecidesIsFolded() {
        int flat = flattened(network.input(Q, 1, 2, 3));
        int y = network.apply(new ElementwiseOp.Relu(), Q, new int[] {1, 6}, flat);
        Program folded = lower(y);
        assertEquals(1, folded.steps().size());
        assertEquals(16, folded.arenaBytes());

        NetworkBuilder plain = new NetworkBuilder();
        int reshaped = plain.apply(
                new LayoutOp.Reshape(), Q, new int[] {1, 6}, plain.input(Q, 1, 2, 3), plain.integers(1, 6));
        int output = plain.apply(new ElementwiseOp.Relu(), Q, new int[] {1, 6}, reshaped);
        Program spelled = Lowering.lower(plain.build(output), Profiles.reference());
        assertEquals(spelled.arithmeticId(), folded.arithmeticId());
    }

    @Test
    void operandsMayBeConstantsOnlyAfterFolding() {
        int x = network.input(Q, 1, 2, 1);
        int twice = int32(new BroadcastOp.Mul(Activation.NONE), new int[] {1}, network.integers(2), dimension(x, 3, 1));
        int shape = int32(
                new LayoutOp.Concatenation(0, Activation.NONE), new int[] {3}, network.integers(1, 2), atLeastThree(twice));
        int y = network.apply(new LayoutOp.BroadcastTo(), Q, new int[] {1, 2, 4}, x, shape);
        assertEquals(1, lower(y).steps().size());
        network.apply(new LayoutOp.BroadcastTo(), Q, new int[] {1, 2, 5}, x, shape);
        assertThrows(IllegalArgumentException.class, () -> network.build(y));
    }

    private int atLeastThree(int number) {
        int most = int32(new BroadcastOp.Minimum(), new int[] {1}, number, network.integers(9));
        return int32(new BroadcastOp.Maximum(), new int[] {1}, most, network.integers(3));
    }

    @Test
    void gatheredAndConvertedNumbersAreFolded() {
        int x = network.input(Q, 2, 3, 4);
        int shape = int32(new LayoutOp.ShapeOf(), new int[] {3}, x);
        int picked = int32(new LayoutOp.Gather(0, 0), new int[] {2}, shape, network.integers(2, 0));
        int wide = network.apply(
                new ElementwiseOp.Cast(), ElementType.INT64, Quantization.NONE, new int[] {2}, picked);
        int less = network.apply(
                new BroadcastOp.Add(Activation.NONE), ElementType.INT64, Quantization.NONE, new int[] {2}, wide, wide);
        Program program = lower(less);
        LayoutStep.Copy copy = assertInstanceOf(LayoutStep.Copy.class, program.steps().getFirst());
        byte[] content = assertInstanceOf(Operand.Literal.class, copy.input()).bytes();
        assertEquals(1, program.steps().size());
        assertEquals(8, content[0]);
        assertEquals(4, content[8]);
    }

    @Test
    void whatOverflowsIsNotFolded() {
        network.input(Q, 1);
        int large = network.integers(1 << 20);
        int product = int32(new BroadcastOp.Mul(Activation.NONE), new int[] {1}, large, large);
        assertInstanceOf(BroadcastStep.class, lower(product).steps().getFirst());
    }

    @Test
    void anIndexThatNamesNothingIsNotFolded() {
        int shape = int32(new LayoutOp.ShapeOf(), new int[] {1}, network.input(Q, 1));
        assertRefused("GATHER: input 0 int32", int32(new LayoutOp.Gather(0, 0), new int[] {1}, shape, network.integers(1)));
    }

    @Test
    void aShapeThatDependsOnDataIsRefused() {
        int x = network.input(Q, 1, 6);
        int shape = network.input(ElementType.INT32, Quantization.NONE, 2);
        int reshaped = network.apply(new LayoutOp.Reshape(), Q, new int[] {2, 3}, x, shape);
        assertRefused("operator 0 RESHAPE: input 1 depends on data, and how elements move on it; in tensor 0", reshaped);
    }

    @Test
    void whatTheKernelsDoNotTakeIsRefused() {
        int x = network.input(Q, 1, 4, 1);
        int int32 = network.input(ElementType.INT32, Quantization.NONE, 1, 4, 1);
        int six = network.input(Q, 1, 1, 1, 1, 1, 2);
        assertRefused("input 0 int32, which the kernels do not take; float32, int16, int8 expected",
                int32(new LayoutOp.Transpose(), new int[] {1, 4, 1}, int32, network.integers(2, 1, 0)));
        assertRefused("input 0 of rank 6, at most 5 expected",
                network.apply(new LayoutOp.Transpose(), Q, new int[] {1, 1, 1, 1, 1, 2}, six, network.integers(0, 1, 2, 3, 4, 5)));
        assertRefused("axes [0, 2] do not follow one another",
                network.apply(new LayoutOp.ReverseV2(), Q, new int[] {1, 4, 1}, x, network.integers(0, -1)));
        assertRefused("with paddings the kernel writes what nothing ever set",
                network.apply(new LayoutOp.SpaceToBatchNd(), Q, new int[] {2, 3, 1}, x, network.integers(2), network.integers(1, 1)));
        assertRefused("11 inputs, at most 10 expected",
                network.apply(new LayoutOp.Concatenation(0, Activation.NONE), Q, new int[] {11, 4, 1},
                        Collections.nCopies(11, x).toArray(Integer[]::new)));
        Op ellipsis = new LayoutOp.StridedSlice(0, 0, 1, 0, 0, false);
        int one = network.integers(1);
        assertRefused("the kernels do not look at ellipsis_mask",
                network.apply(ellipsis, Q, new int[] {1, 4, 1}, x, one, one, one));
        int value = network.constant(new byte[1], Quantization.perTensor(0.2f, 3), 1);
        assertRefused("input 2 with scale 0.2 zero point 3, output with scale 0.1",
                network.apply(new LayoutOp.PadV2(), Q, new int[] {1, 5, 1}, x, network.integers(0, 0, 0, 1, 0, 0), value));
    }

    /** Both sides run through the rows in one stride, and through the columns' elements together. */
    @Test
    void dimensionsThatRunOnAreMerged() {
        int x = network.input(Q, 2, 3, 4, 5);
        int y = network.apply(new LayoutOp.Slice(), Q, new int[] {2, 3, 2, 5}, x, network.integers(0, 0, 1, 0),
                network.integers(-1, -1, 2, -1));
        LayoutStep.Copy copy = assertInstanceOf(LayoutStep.Copy.class, lower(y).steps().getFirst());
        assertEquals(List.of(5, 6, 20, 10, 10), List.of(
                copy.start(), copy.dims()[0], copy.strides()[0], copy.outStrides()[0], copy.bytes()));
        assertEquals(1, copy.dims().length);
    }
}
