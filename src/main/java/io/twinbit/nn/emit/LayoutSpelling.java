package io.twinbit.nn.emit;

import io.twinbit.nn.lower.LayoutStep;
import java.util.List;

/** Steps that only move bytes ({@code twinbit_layout.h}). */
final class LayoutSpelling {
    private static final String HEADER = "layout";

    private final Spelling spelling;

    LayoutSpelling(Spelling spelling) {
        this.spelling = spelling;
    }

    StepCall spell(LayoutStep step) {
        return switch (step) {
            case LayoutStep.Copy copy -> copy(copy);
            case LayoutStep.Gather gather -> gather(gather);
            case LayoutStep.GatherNd gather -> gatherNd(gather);
        };
    }

    private StepCall copy(LayoutStep.Copy step) {
        CStruct spelled = new CStruct();
        if (step.dims().length > 0) {
            spelled.putText("dims", integers("dims", "indices", step.dims()))
                    .putText("strides", integers("strides", "in bytes", step.strides()))
                    .putText("out_strides", integers("out_strides", "in bytes", step.outStrides()));
        }
        spelled.put("rank", step.dims().length).put("start", step.start()).put("bytes", step.bytes());
        return new StepCall(
                HEADER, "copy", "copying", spelled, spelling.at(step.input()), spelling.at(step.output()));
    }

    private StepCall gather(LayoutStep.Gather step) {
        CStruct spelled = new CStruct()
                .put("batches", step.batches())
                .put("outer", step.outer())
                .put("size", step.size())
                .put("picked", step.picked())
                .put("bytes", step.bytes());
        return new StepCall(
                HEADER, "gather", "gathering", spelled,
                List.of(spelling.at(step.input()), spelling.at(step.indices()), spelling.at(step.output())), true);
    }

    private StepCall gatherNd(LayoutStep.GatherNd step) {
        CStruct spelled = new CStruct()
                .putText("strides", integers("strides", "in bytes", step.strides()))
                .put("rank", step.strides().length)
                .put("picked", step.picked())
                .put("input_bytes", step.inputBytes())
                .put("bytes", step.bytes());
        return new StepCall(
                HEADER, "gather_nd", "gathering_nd", spelled,
                List.of(spelling.at(step.input()), spelling.at(step.indices()), spelling.at(step.output())), true);
    }

    private String integers(String name, String comment, int[] values) {
        return spelling.constants().int32s(name, comment, values);
    }
}
