package io.twinbit.nn.emit;

import io.twinbit.nn.lower.Operand;
import io.twinbit.nn.lower.Window;
import io.twinbit.nn.lower.WindowStep;
import io.twinbit.nn.tensor.ElementType;

/** Steps on neighbouring cells of images ({@code twinbit_window.h}). */
final class WindowSpelling {
    private static final String HEADER = "window";

    private final Spelling spelling;

    WindowSpelling(Spelling spelling) {
        this.spelling = spelling;
    }

    StepCall spell(WindowStep step) {
        return switch (step) {
            case WindowStep.AveragePool2d pool -> call(
                    "average_pool_2d", "pool_2d",
                    pool(pool.window(), pool.type(), pool.min(), pool.max()).put("wraps", pool.wraps()),
                    pool.input(), pool.output());
            case WindowStep.MaxPool2d pool -> call(
                    "max_pool_2d", "pool_2d", pool(pool.window(), pool.type(), pool.min(), pool.max()), pool.input(),
                    pool.output());
            case WindowStep.ResizeBilinear resize -> resizeBilinear(resize);
            case WindowStep.ResizeNearest resize -> resizeNearest(resize);
        };
    }

    private static CStruct pool(Window window, ElementType type, int min, int max) {
        return new CStruct()
                .put("window", Spelling.window(window))
                .put("min", min)
                .put("max", max)
                .put("width", type.bytes());
    }

    private StepCall resizeBilinear(WindowStep.ResizeBilinear step) {
        CStruct spelled = new CStruct()
                .put("rows", axis(step.rows()))
                .put("columns", axis(step.columns()))
                .put("batches", step.batches())
                .put("channels", step.channels())
                .put("half_up", step.halfUp());
        return call("resize_bilinear_s8", "bilinear", spelled, step.input(), step.output());
    }

    private static CStruct axis(WindowStep.Axis axis) {
        return new CStruct()
                .put("in", axis.in())
                .put("out", axis.out())
                .put("scale", axis.scale())
                .put("offset", axis.offset());
    }

    private StepCall resizeNearest(WindowStep.ResizeNearest step) {
        CStruct spelled = new CStruct()
                .putText("rows", spelling.constants().int32s("rows", "places of rows in bytes", step.rows()))
                .putText("columns", spelling.constants().int32s("columns", "places in a row in bytes", step.columns()))
                .put("batches", step.batches())
                .put("out_h", step.rows().length)
                .put("out_w", step.columns().length)
                .put("image_bytes", step.imageBytes())
                .put("pixel_bytes", step.pixelBytes());
        return call("resize_nearest", "nearest", spelled, step.input(), step.output());
    }

    private StepCall call(String kernel, String type, CStruct spelled, Operand input, int output) {
        return new StepCall(HEADER, kernel, type, spelled, spelling.at(input), spelling.at(output));
    }
}
