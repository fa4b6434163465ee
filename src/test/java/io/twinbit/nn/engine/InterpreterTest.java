package io.twinbit.nn.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.BroadcastOp;
import io.twinbit.nn.graph.ElementwiseOp;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.LayoutOp;
import io.twinbit.nn.lower.Lowering;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.testing.NetworkBuilder;
import io.twinbit.testing.Profiles;
import io.twinbit.testing.SampleNetworks;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InterpreterTest {
    private static final Quantization Q = Quantization.perTensor(0.1f, -5);

    @Test
    void anInferenceAllocatesNothing() {
        Interpreter interpreter = new Interpreter(Lowering.lower(SampleNetworks.everyOperator(), Profiles.reference()));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE; // the runtime itself allocates now and then while it links and compiles
        for (int round = 0; round < 20 && least > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 50; i++) {
                interpreter.invoke();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least);
    }

    @Test
    void oneInferenceLeavesNoTraceInTheNext() {
        Interpreter used = new Interpreter(Lowering.lower(SampleNetworks.everyOperator(), Profiles.reference()));
        Random random = new Random(15);
        for (int round = 0; round < 20; round++) {
            Interpreter fresh = new Interpreter(Lowering.lower(SampleNetworks.everyOperator(), Profiles.reference()));
            for (int i = 0; i < 32; i++) {
                float value = random.nextFloat(-13, 13);
                used.input(0).setFloat32(i, value);
                fresh.input(0).setFloat32(i, value);
            }
            used.invoke();
            fresh.invoke();
            for (int i = 0; i < 3; i++) {
                assertEquals(fresh.output(0).float32(i), used.output(0).float32(i));
            }
        }
    }

    @Test
    void aListenerSeesEveryTensorOnceInTheOrderOfTheSteps() {
        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(Q, 2);
        int flat = network.apply(new LayoutOp.Reshape(), Q, new int[] {2, 1}, x);
        int relu = network.apply(new ElementwiseOp.Relu6(), Q, new int[] {2, 1}, flat);
        int y = network.apply(new LayoutOp.Reshape(), Q, new int[] {1, 2}, relu);
        Interpreter interpreter = new Interpreter(Lowering.lower(network.build(y), Profiles.reference()));
        interpreter.input(0).write(new byte[] {-100, 20}, 0);
        List<String> seen = new ArrayList<>();
        interpreter.invoke((tensor, content) -> seen.add(tensor + " " + content.int8(0) + " " + content.int8(1)));
        assertEquals(List.of(x + " -100 20", flat + " -100 20", relu + " -5 20", y + " -5 20"), seen);
    }

    @Test
    void anInputMayBeAnOutputAndFeedTwoNodes() {
        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(Q, 3);
        int other = network.input(Q, 3);
        int relu = network.apply(new ElementwiseOp.Relu6(), Q, new int[] {3}, x);
        int sum = network.apply(new BroadcastOp.Add(Activation.NONE), Q, new int[] {3}, relu, other);
        int after = network.apply(new ElementwiseOp.Relu6(), Q, new int[] {3}, sum);
        Graph graph = network.build(x, relu, sum, after);
        Interpreter interpreter = new Interpreter(Lowering.lower(graph, Profiles.reference()));
        byte[] input = {-50, 0, 50};
        interpreter.input(0).write(input, 0);
        interpreter.input(1).write(new byte[] {-5, -5, -60}, 0);
        interpreter.invoke();
        assertArrayEquals(input, content(interpreter.output(0)));
        assertArrayEquals(new byte[] {-5, 0, 50}, content(interpreter.output(1)));
        assertArrayEquals(new byte[] {-5, 0, -5}, content(interpreter.output(2)));
        assertArrayEquals(new byte[] {-5, 0, -5}, content(interpreter.output(3)));
    }

    private static byte[] content(TensorView view) {
        byte[] bytes = new byte[view.elements()];
        view.read(bytes, 0);
        return bytes;
    }
}
