package io.twinbit.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.BroadcastOp;
import io.twinbit.nn.graph.ElementwiseOp;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.LayoutOp;
import io.twinbit.nn.graph.Op;
import io.twinbit.nn.graph.ReductionOp;
import io.twinbit.nn.lower.Lowering;
import io.twinbit.nn.model.TfliteWriter;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.testing.NetworkBuilder;
import io.twinbit.testing.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Writes networks of one operator on 65,536 elements to {@code target/large-networks}, so that what each element costs can
 * be timed beside the reference kernels (docs/performance.md).
 */
class LargeNetworksTest {
    private static final Path FOLDER = Path.of("target/large-networks");
    private static final int[] SHAPE = {1, 64, 64, 16};
    private static final Quantization INT8 = Quantization.perTensor(0.05f, 3);
    private static final Quantization OTHER = Quantization.perTensor(0.04f, -7);
    private static final Quantization INT16 = Quantization.perTensor(0.0005f, 0);
    private static final Quantization NONE = Quantization.NONE;

    private int written;

    @Test
    void operatorsOnManyElements() throws IOException {
        pair("add-int32", new BroadcastOp.Add(Activation.NONE), ElementType.INT32, NONE, NONE);
        pair("add-int8", new BroadcastOp.Add(Activation.NONE), ElementType.INT8, INT8, OTHER);
        pair("add-int16", new BroadcastOp.Add(Activation.NONE), ElementType.INT16, INT16, INT16);
        pair("mul-int8", new BroadcastOp.Mul(Activation.NONE), ElementType.INT8, INT8, OTHER);
        pair("maximum-int8", new BroadcastOp.Maximum(), ElementType.INT8, INT8, INT8);
        pair("maximum-int16", new BroadcastOp.Maximum(), ElementType.INT16, INT16, INT16);
        one("cast-int8-int32", new ElementwiseOp.Cast(), ElementType.INT8, NONE, ElementType.INT32, NONE);
        one("cast-int32-float32", new ElementwiseOp.Cast(), ElementType.INT32, NONE, ElementType.FLOAT32, NONE);
        one("quantize-float32", new ElementwiseOp.Quantize(), ElementType.FLOAT32, NONE, ElementType.INT8, INT8);
        one("quantize-int16-int8", new ElementwiseOp.Quantize(), ElementType.INT16, INT16, ElementType.INT8, INT8);
        one("dequantize-int8", new ElementwiseOp.Dequantize(), ElementType.INT8, INT8, ElementType.FLOAT32, NONE);
        one("relu-int16", new ElementwiseOp.Relu(), ElementType.INT16, INT16, ElementType.INT16, INT16);
        one("relu6-int16", new ElementwiseOp.Relu6(), ElementType.INT16, INT16, ElementType.INT16, INT16);
        one("abs-int16", new ElementwiseOp.Abs(), ElementType.INT16, INT16, ElementType.INT16, INT16);
        broadcastOfShortRows();
        select();
        mean();
        transpose();
        assertEquals(18, written);
    }

    private void pair(String name, Op op, ElementType type, Quantization a, Quantization b) throws IOException {
        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(type, a, SHAPE);
        int y = network.input(type, b, SHAPE);
        write(name, network.build(network.apply(op, type, a, SHAPE, x, y)));
    }

    private void one(String name, Op op, ElementType from, Quantization in, ElementType to, Quantization out)
            throws IOException {
        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(from, in, SHAPE);
        write(name, network.build(network.apply(op, to, out, SHAPE, x)));
    }

    /** Two elements in a row, so that what a row costs shows. */
    private void broadcastOfShortRows() throws IOException {
        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(ElementType.INT32, NONE, 32_768, 2);
        int y = network.input(ElementType.INT32, NONE, 32_768, 1);
        Op add = new BroadcastOp.Add(Activation.NONE);
        write("add-int32-short-rows", network.build(network.apply(add, ElementType.INT32, NONE, new int[] {32_768, 2}, x, y)));
    }

    private void select() throws IOException {
        NetworkBuilder network = new NetworkBuilder();
        int condition = network.input(ElementType.BOOL, NONE, SHAPE);
        int x = network.input(INT8, SHAPE);
        int y = network.input(INT8, SHAPE);
        write("select-int8", network.build(network.apply(new BroadcastOp.SelectV2(), INT8, SHAPE, condition, x, y)));
    }

    private void mean() throws IOException {
        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(INT8, SHAPE);
        int axes = network.integers(1, 2);
        write("mean-int8", network.build(network.apply(
                new ReductionOp.Mean(true), OTHER, new int[] {1, 1, 1, SHAPE[3]}, x, axes)));
    }

    private void transpose() throws IOException {
        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(INT8, SHAPE);
        int order = network.integers(0, 3, 1, 2);
        write("transpose-int8", network.build(network.apply(
                new LayoutOp.Transpose(), INT8, new int[] {1, SHAPE[3], SHAPE[1], SHAPE[2]}, x, order)));
    }

    /** With a file for each input, as in a golden case. */
    private void write(String name, Graph graph) throws IOException {
        Lowering.lower(graph, Profiles.reference());
        Path folder = Files.createDirectories(FOLDER.resolve(name));
        Files.write(folder.resolve("model.tflite"), TfliteWriter.write(graph));
        SplittableRandom random = new SplittableRandom(written);
        for (int i = 0; i < graph.inputs().size(); i++) {
            byte[] values = InputValues.of(graph.tensor(graph.inputs().get(i)), null, random, 4);
            Files.write(folder.resolve("input-" + i + ".bin"), values);
        }
        written++;
    }
}
