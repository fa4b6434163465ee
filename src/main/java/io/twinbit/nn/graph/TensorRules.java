package io.twinbit.nn.graph;

import io.twinbit.nn.tensor.Constant;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.nn.tensor.TensorSpec;
import java.util.Map;

/** Each tensor for itself: size, content, quantization. */
final class TensorRules {
    static final int MAX_TENSOR_BYTES = 64 << 20;
    static final int MAX_ACTIVATION_BYTES = 256 << 20;

    private TensorRules() {}

    static void check(Graph graph, Violations violations) {
        long activationBytes = 0;
        for (int i = 0; i < graph.tensors().size(); i++) {
            TensorSpec spec = graph.tensor(i);
            Constant content = graph.constant(i);
            long bytes = spec.type().bytesOf(spec.shape().elements());
            if (bytes > MAX_TENSOR_BYTES) {
                violations.tensor(i, "shape " + spec.shape() + " takes " + bytes + " bytes, at most "
                        + MAX_TENSOR_BYTES + " are supported");
            }
            if (content == null) {
                activationBytes += bytes;
            } else if (content.sizeBytes() != bytes) {
                violations.tensor(i, "content of " + content.sizeBytes() + " bytes, " + bytes + " expected for "
                        + spec.type().label() + " " + spec.shape());
            }
            checkQuantization(i, spec, violations);
        }
        if (activationBytes > MAX_ACTIVATION_BYTES) {
            violations.graph("activations take " + activationBytes + " bytes together, at most "
                    + MAX_ACTIVATION_BYTES + " are supported");
        }
        checkVariables(graph, violations);
    }

    private static void checkVariables(Graph graph, Violations violations) {
        for (Map.Entry<Integer, Constant> constant : graph.constants().entrySet()) {
            if (graph.variables().contains(constant.getKey())) {
                violations.tensor(constant.getKey(), "is a variable with content; a variable starts at its zero point");
            }
        }
    }

    private static void checkQuantization(int index, TensorSpec spec, Violations violations) {
        Quantization quantization = spec.quantization();
        if (quantization.isNone()) {
            return;
        }
        int axis = quantization.axis();
        int rank = spec.shape().rank();
        if (axis < 0 || axis >= Math.max(rank, 1)) {
            violations.tensor(index, "quantized dimension " + axis + " of rank " + rank);
        } else if (quantization.isPerChannel() && (rank == 0 || spec.shape().dim(axis) != quantization.channels())) {
            violations.tensor(index, quantization.channels() + " scales along dimension " + axis + " of shape "
                    + spec.shape());
        }
        checkZeroPoints(index, spec.type(), quantization, violations);
    }

    private static void checkZeroPoints(
            int index, ElementType type, Quantization quantization, Violations violations) {
        int min = lowestZeroPoint(type);
        int max = highestZeroPoint(type);
        for (int c = 0; c < quantization.channels(); c++) {
            int zeroPoint = quantization.zeroPoint(c);
            if (zeroPoint < min || zeroPoint > max) {
                violations.tensor(index, "zero point " + zeroPoint + " of " + type.label() + "; " + min + " to " + max
                        + " expected");
                return;
            }
        }
    }

    /** 0 for int32 and int64, whose arithmetic is symmetric, and for what is not an integer. */
    private static int lowestZeroPoint(ElementType type) {
        return switch (type) {
            case INT4 -> -8;
            case INT8 -> Byte.MIN_VALUE;
            case INT16 -> Short.MIN_VALUE;
            case UINT8, BOOL, FLOAT16, INT32, FLOAT32, INT64, FLOAT64 -> 0;
        };
    }

    private static int highestZeroPoint(ElementType type) {
        return switch (type) {
            case INT4 -> 7;
            case INT8 -> Byte.MAX_VALUE;
            case UINT8 -> 255;
            case INT16 -> Short.MAX_VALUE;
            case BOOL, FLOAT16, INT32, FLOAT32, INT64, FLOAT64 -> 0;
        };
    }
}
