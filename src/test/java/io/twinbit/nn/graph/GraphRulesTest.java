package io.twinbit.nn.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.nn.tensor.Constant;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.nn.tensor.Shape;
import io.twinbit.nn.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphRulesTest {
    private static final Quantization Q = Quantization.perTensor(0.5f, -3);

    private final List<TensorSpec> tensors = new ArrayList<>();
    private final Map<Integer, Constant> constants = new HashMap<>();

    @Test
    void aConvolutionWhoseShapesFit() {
        assertEquals(List.of(), conv(new int[] {1, 8, 6, 4}, new int[] {6, 3, 3, 4}, new int[] {1, 4, 3, 6}));
    }

    @Test
    void groupsDivideChannelsAndUnits() {
        assertEquals(List.of(), conv(new int[] {1, 8, 6, 4}, new int[] {6, 3, 3, 2}, new int[] {1, 4, 3, 6}));
        assertViolation("do not divide the 4 channels",
                conv(new int[] {1, 8, 6, 4}, new int[] {6, 3, 3, 3}, new int[] {1, 4, 3, 6}));
        assertViolation("do not divide the 4 channels",
                conv(new int[] {1, 8, 6, 4}, new int[] {5, 3, 3, 2}, new int[] {1, 4, 3, 5}));
    }

    @Test
    void theOutputHasTheShapeThatTheOperatorComputes() {
        assertViolation("output shape 1x5x3x6, the operator computes 1x4x3x6",
                conv(new int[] {1, 8, 6, 4}, new int[] {6, 3, 3, 4}, new int[] {1, 5, 3, 6}));
    }

    @Test
    void stridesAndDilationsAreBounded() {
        for (int bad : new int[] {0, -1, 65_536, Integer.MAX_VALUE}) {
            tensors.clear();
            Node node = new Node(
                    new MatrixOp.Conv2d(Padding.SAME, bad, 1, 1, 1, Activation.NONE),
                    List.of(int8(1, 8, 6, 4), weights(6, 3, 3, 4)), List.of(int8(1, 4, 3, 6)));
            assertViolation("stride " + bad, check(node, 0, 2));
        }
        tensors.clear();
        Node node = new Node(
                new MatrixOp.Conv2d(Padding.VALID, 1, 1, 65_535, 1, Activation.NONE),
                List.of(int8(1, 8, 6, 4), weights(6, 3, 3, 4)), List.of(int8(1, 4, 3, 6)));
        assertViolation("no window fits", check(node, 0, 2));
    }

    @Test
    void fullyConnectedRowsComeFromTheDepth() {
        Node fits = new Node(
                new MatrixOp.FullyConnected(false, Activation.NONE), List.of(int8(2, 3, 4), weights(5, 12)), List.of(int8(2, 5)));
        assertEquals(List.of(), check(fits, 0, 2));
        tensors.clear();
        Node wrong = new Node(
                new MatrixOp.FullyConnected(false, Activation.NONE), List.of(int8(2, 3, 4), weights(5, 7)), List.of(int8(2, 5)));
        assertViolation("a depth that divides", check(wrong, 0, 2));
    }

    @Test
    void aTransposedConvolutionAgreesWithItsShapes() {
        assertEquals(List.of(), transposed(new int[] {1, 6, 5, 2}, 1, 6, 5, 2));
        assertViolation("input 0 says [1, 6, 5, 3]", transposed(new int[] {1, 6, 5, 2}, 1, 6, 5, 3));
        assertViolation("(n, h, w, units) expected", transposed(new int[] {1, 6, 5, 3}, 1, 6, 5, 3));
        assertViolation("(n, h, w, units) expected", transposed(new int[] {2, 6, 5, 2}, 2, 6, 5, 2));
    }

    private List<String> transposed(int[] out, int... shape) {
        tensors.clear();
        constants.clear();
        int expected = integers(shape);
        Node node = new Node(
                new MatrixOp.TransposeConv(Padding.SAME, 2, 2, Activation.NONE),
                List.of(expected, weights(2, 3, 3, 4), int8(1, 3, 3, 4)), List.of(int8(out)));
        return check(node, 2, 3);
    }

    @Test
    void matricesMeetInTheirDepthAndBroadcastTheirBatches() {
        assertEquals(List.of(), matmul(false, false, new int[] {3, 1, 2, 5}, new int[] {4, 5, 6}, 3, 4, 2, 6));
        assertEquals(List.of(), matmul(true, true, new int[] {5, 2}, new int[] {4, 6, 5}, 4, 2, 6));
        assertViolation("one depth", matmul(false, true, new int[] {2, 5}, new int[] {5, 6}, 2, 6));
        assertViolation("batches that are equal or 1",
                matmul(false, false, new int[] {3, 2, 5}, new int[] {2, 5, 6}, 3, 2, 6));
        assertViolation("ranks of 2 to 5", matmul(false, false, new int[] {5}, new int[] {5, 6}, 6));
        assertViolation("the operator computes 2x6", matmul(false, false, new int[] {2, 5}, new int[] {5, 6}, 6, 2));
    }

    private List<String> matmul(boolean adjointLeft, boolean adjointRight, int[] left, int[] right, int... out) {
        tensors.clear();
        Node node = new Node(
                new MatrixOp.BatchMatmul(adjointLeft, adjointRight),
                List.of(int8(left), int8(right)), List.of(int8(out)));
        return check(node, 0, 2, 1);
    }

    @Test
    void shapesBroadcastFromTheLastDimension() {
        Node fits = new Node(new BroadcastOp.Add(Activation.NONE), List.of(int8(2, 1, 4), int8(3, 1)), List.of(int8(2, 3, 4)));
        assertEquals(List.of(), check(fits, 0, 2, 1));
        tensors.clear();
        Node wrong = new Node(new BroadcastOp.Add(Activation.NONE), List.of(int8(2, 2, 4), int8(3, 1)), List.of(int8(2, 3, 4)));
        assertViolation("2x2x4 and 3x1 do not broadcast", check(wrong, 0, 2, 1));
    }

    @Test
    void axesOfAMeanAreInRange() {
        Node fits = new Node(new ReductionOp.Mean(false), List.of(int8(1, 4, 5, 6), integers(-2, 1)), List.of(int8(1, 6)));
        assertEquals(List.of(), check(fits, 0, 2));
        tensors.clear();
        constants.clear();
        Node wrong = new Node(new ReductionOp.Mean(false), List.of(int8(1, 4, 5, 6), integers(1, 4)), List.of(int8(1, 6)));
        assertViolation("axis 4 of rank 4", check(wrong, 0, 2));
    }

    @Test
    void aPadThatOverflowsIsNotComputed() {
        Node wrong = new Node(
                new LayoutOp.Pad(), List.of(int8(4), pairs(Integer.MAX_VALUE, Integer.MAX_VALUE)), List.of(int8(4)));
        assertViolation("paddings 2147483647 and 2147483647 of dimension 0", check(wrong, 0, 2));
    }

    @Test
    void concatenationSumsItsAxis() {
        Node fits = new Node(
                new LayoutOp.Concatenation(-1, Activation.NONE), List.of(int8(2, 3), int8(2, 4)), List.of(int8(2, 7)));
        assertEquals(List.of(), check(fits, 0, 2, 1));
        tensors.clear();
        Node wrong = new Node(
                new LayoutOp.Concatenation(0, Activation.NONE), List.of(int8(2, 3), int8(2, 4)), List.of(int8(4, 3)));
        assertViolation("input 1 of shape 2x4 differs from input 0 2x3", check(wrong, 0, 2, 1));
    }

    @Test
    void aTensorTooLargeIsRefusedBeforeAnybodyAllocatesIt() {
        Node relu = new Node(new ElementwiseOp.Relu(), List.of(int8(1 << 15, 1 << 15)), List.of(int8(1 << 15, 1 << 15)));
        assertViolation("takes 1073741824 bytes, at most 67108864", check(relu, 0, 1));
    }

    @Test
    void quantizationFitsTypeAndShape() {
        tensors.add(new TensorSpec("a", ElementType.INT8, Shape.of(2, 3), Quantization.perTensor(1f, 128)));
        tensors.add(new TensorSpec("b", ElementType.INT8, Shape.of(2, 3),
                Quantization.perChannel(new float[] {1f, 1f}, new int[2], 1)));
        List<String> found = check(new Node(new ElementwiseOp.Relu(), List.of(0), List.of(1)), 0, 1);
        assertViolation("tensor 0 'a': zero point 128 of int8; -128 to 127 expected", found);
        assertViolation("tensor 1 'b': 2 scales along dimension 1 of shape 2x3", found);
    }

    @Test
    void aConstantIsAsLongAsItsTensor() {
        int weights = int8(6, 4);
        constants.put(weights, Constant.of(new byte[23]));
        Node node = new Node(
                new MatrixOp.FullyConnected(false, Activation.NONE), List.of(int8(1, 4), weights), List.of(int8(1, 6)));
        assertViolation("content of 23 bytes, 24 expected for int8 6x4", check(node, 1, 2));
    }

    @Test
    void howManyAreToldIsBounded() {
        List<Node> nodes = new ArrayList<>();
        int in = int8(4);
        for (int i = 0; i < 100; i++) {
            nodes.add(new Node(new ElementwiseOp.Relu(), List.of(in), List.of(in)));
        }
        Graph graph = new Graph(tensors, constants, nodes, List.of(in), List.of(in));
        assertEquals(Violations.MAX, GraphRules.violations(graph).size());
    }

    private List<String> conv(int[] input, int[] weights, int[] output) {
        tensors.clear();
        Node node = new Node(
                new MatrixOp.Conv2d(Padding.SAME, 2, 2, 1, 1, Activation.NONE),
                List.of(int8(input), weights(weights), Node.ABSENT), List.of(int8(output)));
        return check(node, 0, 2);
    }

    private List<String> check(Node node, int input, int output, int... moreInputs) {
        List<Integer> inputs = new ArrayList<>(List.of(input));
        for (int more : moreInputs) {
            inputs.add(more);
        }
        return GraphRules.violations(new Graph(tensors, constants, List.of(node), inputs, List.of(output)));
    }

    private int int8(int... shape) {
        tensors.add(new TensorSpec("t" + tensors.size(), ElementType.INT8, Shape.of(shape), Q));
        return tensors.size() - 1;
    }

    private int weights(int... shape) {
        int tensor = int8(shape);
        constants.put(tensor, Constant.of(new byte[Shape.of(shape).elements()]));
        return tensor;
    }

    private int integers(int... values) {
        return int32(values, Shape.of(values.length));
    }

    private int pairs(int... values) {
        return int32(values, Shape.of(values.length / 2, 2));
    }

    private int int32(int[] values, Shape shape) {
        tensors.add(new TensorSpec("i" + tensors.size(), ElementType.INT32, shape, Quantization.NONE));
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            bytes.putInt(value);
        }
        constants.put(tensors.size() - 1, Constant.of(bytes.array()));
        return tensors.size() - 1;
    }

    private static void assertViolation(String part, List<String> violations) {
        assertTrue(violations.stream().anyMatch(v -> v.contains(part)), violations.toString());
    }
}
