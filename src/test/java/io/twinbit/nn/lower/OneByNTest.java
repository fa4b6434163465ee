package io.twinbit.nn.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.MatrixOp;
import io.twinbit.nn.graph.Padding;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.testing.NetworkBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OneByNTest {
    /** What CMSIS-NN's own function gave: {@code ORIGIN.txt} beside the file. */
    private static final Path SHAPES = Path.of("src/test/resources/quirks/conv-1-x-n-helium/shapes.txt");

    /** Undefined is every shape that was wrong, and besides these only some that read past the row into the same result. */
    @Test
    void everyShapeThatTheLibraryGetsWrongIsUndefined() throws IOException {
        List<String> shapes = Files.readAllLines(SHAPES).stream().filter(line -> !line.startsWith("#")).toList();
        int wrong = 0;
        for (String shape : shapes) {
            String[] fields = shape.split(" ");
            boolean undefined = fields[4].equals("1");
            wrong += undefined ? 1 : 0;
            assertEquals(undefined, isUndefined(fields), shape);
        }
        assertTrue(wrong > 50 && wrong < shapes.size() / 2, wrong + " of " + shapes.size());
    }

    private static boolean isUndefined(String[] fields) {
        int in = Integer.parseInt(fields[0]);
        int kernel = Integer.parseInt(fields[1]);
        int stride = Integer.parseInt(fields[2]);
        Padding padding = Padding.valueOf(fields[3]);
        int out = padding == Padding.SAME ? Math.ceilDiv(in, stride) : (in - kernel) / stride + 1;
        NetworkBuilder network = new NetworkBuilder();
        Quantization q = Quantization.perTensor(0.1f, 0);
        int x = network.input(q, 1, 1, in, 4);
        int w = network.constant(new byte[8 * kernel], q, 2, 1, kernel, 4);
        MatrixOp.Conv2d op = new MatrixOp.Conv2d(padding, 1, stride, 1, 1, Activation.NONE);
        Graph graph = network.build(network.apply(op, q, new int[] {1, 1, out, 2}, x, w, -1));
        return OneByN.of(graph, graph.nodes().getFirst(), op).orElseThrow().isUndefined();
    }
}
