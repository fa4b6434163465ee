package io.twinbit.nn.emit;

import io.twinbit.nn.lower.Grid;
import io.twinbit.nn.lower.Matrix;
import io.twinbit.nn.lower.MatrixStep;
import io.twinbit.nn.lower.OutputStage;
import io.twinbit.nn.tensor.ElementType;
import java.util.ArrayList;
import java.util.List;

/** Steps that sum products ({@code twinbit_matrix.h}). */
final class MatrixSpelling {
    private final Spelling spelling;

    MatrixSpelling(Spelling spelling) {
        this.spelling = spelling;
    }

    StepCall spell(MatrixStep step) {
        return switch (step) {
            case MatrixStep.Conv2d conv -> conv2d(conv);
            case MatrixStep.DepthwiseConv2d conv -> depthwiseConv2d(conv);
            case MatrixStep.FullyConnected dense -> fullyConnected(dense);
            case MatrixStep.Matmul matmul -> matmul(matmul);
        };
    }

    private StepCall conv2d(MatrixStep.Conv2d step) {
        CStruct spelled = new CStruct()
                .put("window", Spelling.window(step.window()))
                .put("matrix", matrix(step.matrix()))
                .put("grid", grid(step.grid()))
                .put("groups", step.groups())
                .put("padding", step.padding());
        return new StepCall(
                "matrix", "conv_2d_" + suffix(step.type(), step.matrix().weightsType()), "conv_2d", spelled,
                spelling.at(step.input()), spelling.at(step.output()), spelling.scratch());
    }

    private StepCall depthwiseConv2d(MatrixStep.DepthwiseConv2d step) {
        CStruct spelled = new CStruct()
                .put("window", Spelling.window(step.window()))
                .putText("weights", weights(step.weights(), step.weightsType()))
                .putText("bias", bias(step.bias(), step.stage()))
                .put("stage", spelling.stage(step.stage()))
                .put("multiplier", step.multiplier())
                .put("padding", step.padding());
        String kernel = "depthwise_conv_2d_" + suffix(step.type(), step.weightsType());
        List<String> arguments = new ArrayList<>(List.of(spelling.at(step.input()), spelling.at(step.output())));
        if (step.firmwareScratchBytes() > 0) {
            arguments.add(spelling.scratch());
        }
        return new StepCall("matrix", kernel, "depthwise_conv_2d", spelled, arguments, false);
    }

    private StepCall fullyConnected(MatrixStep.FullyConnected step) {
        CStruct spelled = new CStruct()
                .put("matrix", matrix(step.matrix()))
                .put("rows", step.rows())
                .put("weights_zero_point", step.weightsZeroPoint());
        return new StepCall(
                "matrix", "fully_connected_" + suffix(step.type(), step.matrix().weightsType()), "fully_connected",
                spelled, spelling.at(step.input()), spelling.at(step.output()));
    }

    private StepCall matmul(MatrixStep.Matmul step) {
        Constants constants = spelling.constants();
        CStruct spelled = new CStruct()
                .putText("dims", constants.int32s("dims", "batches", step.batches().dims()))
                .putText("left_strides", constants.int32s("left_strides", "in matrices", step.batches().strides()[0]))
                .putText("right_strides", constants.int32s("right_strides", "in matrices", step.batches().strides()[1]));
        if (step.bias().length > 0) {
            spelled.putText("bias", bias(step.bias(), step.stage()));
        }
        spelled.put("left", factor(step.left()))
                .put("right", factor(step.right()))
                .put("stage", spelling.stage(step.stage()))
                .put("rank", step.batches().dims().length)
                .put("rows", step.rows())
                .put("columns", step.columns())
                .put("depth", step.depth())
                .put("width", step.type().bytes());
        return new StepCall(
                "matrix", "batch_matmul", "matmul", spelled, spelling.at(step.left().operand()),
                spelling.at(step.right().operand()), spelling.at(step.output()));
    }

    private static CStruct factor(MatrixStep.Factor factor) {
        return new CStruct()
                .put("zero_point", factor.zeroPoint())
                .put("stride", factor.stride())
                .put("depth_stride", factor.depthStride())
                .put("width", factor.type().bytes());
    }

    /** What the field's kernels end with: the type of activations, or that of the weights where they are narrower. */
    private static String suffix(ElementType activations, ElementType weights) {
        if (activations == ElementType.INT16) {
            return "s16";
        }
        return weights == ElementType.INT4 ? "s4" : "s8";
    }

    private CStruct matrix(Matrix matrix) {
        return new CStruct()
                .putText("weights", weights(matrix.weights(), matrix.weightsType()))
                .putText("bias", bias(matrix.bias(), matrix.stage()))
                .put("units", matrix.units())
                .put("depth", matrix.depth())
                .put("stage", spelling.stage(matrix.stage()));
    }

    private String weights(byte[] weights, ElementType type) {
        return type == ElementType.INT4
                ? spelling.constants().int4s("weights", "two int4 a byte, the first one in the low nibble", weights)
                : spelling.constants().int8s("weights", "row-major", weights);
    }

    private String bias(long[] bias, OutputStage stage) {
        String comment = "with the input's zero point folded in";
        return stage.wide()
                ? spelling.constants().int64s("bias", comment, bias)
                : spelling.constants().int32s("bias", comment, bias);
    }

    private static CStruct grid(Grid grid) {
        return new CStruct()
                .put("start", grid.start())
                .put("image_stride", grid.imageStride())
                .put("row_stride", grid.rowStride())
                .put("pixel_stride", grid.pixelStride());
    }
}
