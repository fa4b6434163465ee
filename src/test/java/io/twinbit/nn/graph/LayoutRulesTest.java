package io.twinbit.nn.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.nn.tensor.Quantization;
import io.twinbit.testing.NetworkBuilder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What makes an operator that moves elements invalid, and what it says then. */
class LayoutRulesTest {
    private static final Quantization Q = Quantization.perTensor(0.1f, 3);

    /** An int8 input of shape {@code in}, then constants. */
    private static Graph graph(Op op, int[] in, int[] out, int[]... constants) {
        NetworkBuilder network = new NetworkBuilder();
        List<Integer> operands = new ArrayList<>(List.of(network.input(Q, in)));
        for (int[] constant : constants) {
            operands.add(network.integers(constant));
        }
        return network.build(network.apply(op, Q, out, operands.toArray(Integer[]::new)));
    }

    private static void assertViolation(String part, Op op, int[] in, int[] out, int[]... constants) {
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> graph(op, in, out, constants)).getMessage());
        assertTrue(message.contains(part), message);
    }

    private static int[] of(int... values) {
        return values;
    }

    private static Op slice(int beginMask, int endMask, int shrinkAxisMask) {
        return new LayoutOp.StridedSlice(beginMask, endMask, 0, 0, shrinkAxisMask, false);
    }

    @Test
    void aReshapeKeepsWhatThereIs() {
        assertViolation("input 2x3 has 6 elements, output 5 has 5", new LayoutOp.Reshape(), of(2, 3), of(5));
        assertViolation("the same without dimensions of 1", new LayoutOp.Squeeze(), of(1, 2, 3), of(3, 2));
        assertViolation("the same without dimensions of 1", new LayoutOp.Squeeze(), of(2, 3), of(2, 1, 3));
        assertViolation("axis 4 of rank 3", new LayoutOp.ExpandDims(), of(2, 3), of(2, 3, 1), of(4));
        assertViolation("computes 2x3x1", new LayoutOp.ExpandDims(), of(2, 3), of(2, 1, 3), of(-1));
    }

    @Test
    void paddingsAreBounded() {
        assertViolation("paddings -1 and 0 of dimension 0", new LayoutOp.Pad(), of(4), of(3), of(-1, 0));
        assertViolation("as many as 4", new LayoutOp.Pad(), of(2, 2), of(2, 2), of(0, 0));
        assertViolation("paddings 3 and 0 of dimension 0; 0 to 2", new LayoutOp.MirrorPad(false), of(3), of(6), of(3, 0));
        assertViolation("paddings 0 and 4 of dimension 0; 0 to 3", new LayoutOp.MirrorPad(true), of(3), of(7), of(0, 4));
        assertViolation("one int8 expected", new LayoutOp.PadV2(), of(4), of(5), of(1, 0), of(7));
    }

    @Test
    void slicesLieInside() {
        assertViolation("begin 2 and size 2 of dimension 0", new LayoutOp.Slice(), of(3), of(2), of(2), of(2));
        assertViolation("begin 3 and size -1 of dimension 0", new LayoutOp.Slice(), of(3), of(1), of(3), of(-1));
        assertViolation("strides [0], 0 is none", slice(0, 0, 0), of(3), of(1), of(0), of(1), of(0));
        assertViolation("take nothing of dimension 0", slice(0, 0, 0), of(3), of(1), of(2), of(1), of(1));
        assertViolation("shrunk, take nothing of dimension 0", slice(0, 0, 1), of(3), of(), of(3), of(4), of(1));
        assertViolation("shrunk, take nothing of dimension 0", slice(0, 0, 1), of(3), of(), of(1), of(0), of(-1));
        assertViolation("computes 2", slice(1, 1, 0), of(3), of(3), of(0), of(0), of(-2));
        assertViolation("order of dimensions [0, 0]", new LayoutOp.Transpose(), of(2, 2), of(2, 2), of(0, 0));
        assertViolation("order of dimensions [0, 2]", new LayoutOp.Transpose(), of(2, 2), of(2, 2), of(0, 2));
        assertViolation("axes [1, -1] name one twice", new LayoutOp.ReverseV2(), of(2, 2), of(2, 2), of(1, -1));
        assertViolation("does not broadcast to [3, 3]", new LayoutOp.BroadcastTo(), of(2), of(3, 3), of(3, 3));
        assertViolation("does not broadcast to [2]", new LayoutOp.BroadcastTo(), of(1, 2), of(2), of(2));
    }

    @Test
    void whatIsJoinedFits() {
        assertViolation("axis 3 of rank 2", new LayoutOp.Pack(3), of(2), of(2, 1));
        assertViolation("1 outputs, dimension 0 of 2x3 has 2", new LayoutOp.Unpack(0), of(2, 3), of(3));
        assertViolation("computes 2", new LayoutOp.SplitV(), of(3), of(3), of(2), of(0));
        assertViolation("do not have together", new LayoutOp.SplitV(), of(3), of(2), of(-1), of(0));
    }

    @Test
    void indicesAndBlocksFit() {
        assertViolation("axis 1 and 0 batch dimensions", new LayoutOp.Gather(1, 0), of(3), of(2), of(0, 1));
        assertViolation("axis 0 and 1 batch dimensions", new LayoutOp.Gather(0, 1), of(3), of(2), of(0, 1));
        assertViolation("differ in the first 1 dimensions", new LayoutOp.Gather(1, 1), of(3, 2), of(3), of(0, 1));
        assertViolation("a last dimension of at most 1", new LayoutOp.GatherNd(), of(3), of(1), of(0, 1));
        assertViolation("not made of blocks of 2", new LayoutOp.SpaceToDepth(2), of(1, 3, 2, 1), of(1, 1, 1, 4));
        assertViolation("not made of blocks of 2", new LayoutOp.DepthToSpace(2), of(1, 1, 1, 6), of(1, 2, 2, 1));
        assertViolation("block size 0; 1 to 64", new LayoutOp.DepthToSpace(0), of(1, 1, 1, 6), of(1, 2, 2, 1));
        assertViolation("not made of blocks of [2]", new LayoutOp.SpaceToBatchNd(), of(1, 3, 1), of(2, 1, 1), of(2), of(0, 0));
        assertViolation("block shape [0]; 1 to 4096", new LayoutOp.SpaceToBatchNd(), of(1, 3, 1), of(1, 3, 1), of(0), of(0, 0));
        assertViolation("crops 1 and 2 of 2 in dimension 1", new LayoutOp.BatchToSpaceNd(), of(2, 1, 1), of(1, 1, 1), of(2), of(1, 2));
        assertViolation("no whole number of blocks", new LayoutOp.BatchToSpaceNd(), of(3, 1, 1), of(1, 2, 1), of(2), of(0, 0));
    }

    @Test
    void whatIsRightIsValid() {
        assertEquals(1, graph(slice(1, 1, 0), of(4), of(2), of(0), of(0), of(-2)).nodes().size());
        assertEquals(1, graph(new LayoutOp.GatherNd(), of(2, 3), of(3), of(1)).nodes().size());
    }
}
