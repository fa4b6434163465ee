package io.twinbit.testing;

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

/** Networks that several tests look at. */
public final class SampleNetworks {
    private static final Quantization Q = Quantization.perTensor(0.1f, -5);
    private static final Quantization SYMMETRIC = Quantization.perTensor(0.1f, 0);
    private static final Quantization PROBABILITY = Quantization.perTensor(1f / 256, -128);

    private SampleNetworks() {}

    /** Every operator in one network, from float32 (1, 4, 4, 2) to float32 (1, 3). */
    public static Graph everyOperator() {
        NetworkBuilder n = new NetworkBuilder();
        int[] image = {1, 4, 4, 2};
        int real = n.input(ElementType.FLOAT32, Quantization.NONE, image);
        int x = n.apply(new ElementwiseOp.Quantize(), Q, image, real);
        int w = n.constant(new byte[] {1, 2, 3, 4}, SYMMETRIC, 2, 1, 1, 2);
        int conv = n.apply(new MatrixOp.Conv2d(Padding.SAME, 1, 1, 1, 1, Activation.RELU), Q, image, x, w, -1);
        int dw = n.constant(new byte[18], SYMMETRIC, 1, 3, 3, 2);
        Op depthwise = new MatrixOp.DepthwiseConv2d(Padding.SAME, 1, 1, 1, 1, 1, Activation.NONE);
        int deep = n.apply(depthwise, Q, image, conv, dw);
        int sum = n.apply(new BroadcastOp.Add(Activation.NONE), Q, image, deep, x);
        int product = n.apply(new BroadcastOp.Mul(Activation.NONE), Q, image, sum, n.constant(new byte[] {7, 9}, Q, 2));
        int joined = n.apply(new LayoutOp.Concatenation(3, Activation.NONE), Q, new int[] {1, 4, 4, 4}, product, x);
        int paddings = n.integers(new int[] {0, 0, 1, 1, 1, 1, 0, 0}, 4, 2);
        int padded = n.apply(new LayoutOp.Pad(), Q, new int[] {1, 6, 6, 4}, joined, paddings);
        int[] pooled = {1, 3, 3, 4};
        int max = n.apply(new WindowOp.MaxPool2d(Padding.VALID, 2, 2, 2, 2, Activation.NONE), Q, pooled, padded);
        int avg = n.apply(new WindowOp.AveragePool2d(Padding.SAME, 1, 1, 2, 2, Activation.NONE), Q, pooled, max);
        int mean = n.apply(new ReductionOp.Mean(false), Q, new int[] {1, 4}, avg, n.integers(1, 2));
        int flat = n.apply(new LayoutOp.Reshape(), Q, new int[] {4, 1}, mean);
        int relu = n.apply(new ElementwiseOp.Relu(), Q, new int[] {4, 1}, n.apply(new ElementwiseOp.Relu6(), Q, new int[] {4, 1}, flat));
        int sigmoid = n.apply(new ElementwiseOp.Logistic(), PROBABILITY, new int[] {4, 1}, relu);
        int back = n.apply(new ElementwiseOp.Quantize(), Q, new int[] {4, 1}, sigmoid);
        int dense = n.constant(new byte[12], SYMMETRIC, 3, 4);
        int bias = n.integers(9, 80, -7);
        Op connected = new MatrixOp.FullyConnected(false, Activation.NONE);
        int logits = n.apply(connected, Q, new int[] {1, 3}, back, dense, bias);
        int softmax = n.apply(new ReductionOp.Softmax(1), PROBABILITY, new int[] {1, 3}, logits);
        return n.build(n.apply(new ElementwiseOp.Dequantize(), ElementType.FLOAT32, Quantization.NONE, new int[] {1, 3}, softmax));
    }
}
