package io.twinbit.nn.emit;

import io.twinbit.nn.lower.Line;
import io.twinbit.nn.lower.Operand;
import io.twinbit.nn.lower.Reduction;
import io.twinbit.nn.lower.ReductionStep;
import io.twinbit.nn.lower.Total;
import io.twinbit.nn.tensor.ElementType;

/** Steps that bring elements together ({@code twinbit_reduction.h}). */
final class ReductionSpelling {
    private final Spelling spelling;

    ReductionSpelling(Spelling spelling) {
        this.spelling = spelling;
    }

    StepCall spell(ReductionStep step) {
        return switch (step) {
            case ReductionStep.Softmax softmax -> softmax(softmax);
            case ReductionStep.SoftmaxInt16 softmax -> softmaxInt16(softmax);
            case ReductionStep.LogSoftmax softmax -> logSoftmax(softmax);
            case ReductionStep.L2Normalization normalization -> l2Normalization(normalization);
            case ReductionStep.Sum sum -> sum(sum);
            case ReductionStep.Extreme extreme -> extreme(extreme);
            case ReductionStep.ArgExtreme extreme -> argExtreme(extreme);
            case ReductionStep.CumulativeSum sums -> cumulativeSum(sums);
        };
    }

    private StepCall softmax(ReductionStep.Softmax step) {
        CStruct spelled = new CStruct()
                .putText("exponentials", byDifference("exponentials", "Q0.31", step.exponentials()))
                .put("rows", step.rows())
                .put("depth", step.depth())
                .put("truncates", step.truncates())
                .put("to_int16", step.outputType() == ElementType.INT16);
        return call("softmax_s8", "softmax", spelled, step.input(), step.output());
    }

    private StepCall softmaxInt16(ReductionStep.SoftmaxInt16 step) {
        Constants constants = spelling.constants();
        CStruct spelled = new CStruct()
                .putText("exponential", constants.int16s("exponential", "of -10 to 0, Q0.15", step.exponential()))
                .putText("reciprocal", constants.int16s("reciprocal", "1 / (1 + x) of 0 to 1, Q0.15", step.reciprocal()))
                .put("factor", Spelling.factor(step.factor()))
                .put("rows", step.rows())
                .put("depth", step.depth())
                .putText("rounding", spelling.rounding(step.rounding()))
                .put("wraps", step.wraps());
        return call("softmax_s16", "softmax_int16", spelled, step.input(), step.output());
    }

    private StepCall logSoftmax(ReductionStep.LogSoftmax step) {
        CStruct spelled = new CStruct()
                .putText("differences", byDifference("differences", "Q5.26", step.differences()))
                .putText("exponentials", byDifference("exponentials", "Q0.31", step.exponentials()))
                .put("per_unit", Spelling.factor(step.perUnit()))
                .put("rows", step.rows())
                .put("depth", step.depth())
                .put("lowest", step.lowest())
                .putText("rounding", spelling.rounding(step.rounding()));
        return call("log_softmax_s8", "logs", spelled, step.input(), step.output());
    }

    private String byDifference(String name, String format, int[] values) {
        return spelling.constants().int32s(name, format + ", by the difference from the greatest element", values);
    }

    private StepCall l2Normalization(ReductionStep.L2Normalization step) {
        CStruct spelled = new CStruct()
                .put("rows", step.rows())
                .put("depth", step.depth())
                .put("zero_point", step.zeroPoint())
                .putText("rounding", spelling.rounding(step.rounding()));
        return call("l2_normalization_s8", "norm", spelled, step.input(), step.output());
    }

    private StepCall sum(ReductionStep.Sum step) {
        CStruct spelled = new CStruct().put("reduction", reduction(step.reduction(), step.type().bytes()));
        return switch (step.total()) {
            case Total.Requantized total -> call(
                    "sum_requantized", "requantized_sum",
                    spelled.put("stage", spelling.stage(total.stage())).put("bias", total.bias()),
                    step.input(), step.output());
            case Total.RequantizedThenDivided total -> call(
                    "mean_requantized", "divided_sum", divided(spelled, total), step.input(), step.output());
            case Total.Divided total -> call(
                    "mean_truncated", "truncated_mean", spelled.put("count", total.count()), step.input(), step.output());
            case Total.RealMean total -> call(
                    "mean_f32", "real_mean", realMean(spelled, total), step.input(), step.output());
            case Total.RealSum total -> call(
                    "sum_f32", "real_sum",
                    spelled.putText("scale", Spelling.real(total.scale()))
                            .putText("bias", Spelling.real(total.bias()))
                            .put("zero_point", total.zeroPoint()),
                    step.input(), step.output());
        };
    }

    private CStruct divided(CStruct spelled, Total.RequantizedThenDivided total) {
        return spelled.put("factor", Spelling.factor(total.factor()))
                .put("bias", total.bias())
                .put("count", total.count())
                .put("zero_point", total.zeroPoint())
                .put("min", total.min())
                .put("max", total.max())
                .putText("rounding", spelling.rounding(total.rounding()));
    }

    private static CStruct realMean(CStruct spelled, Total.RealMean total) {
        return spelled.putText("scale", Spelling.real(total.scale()))
                .putText("bias", Spelling.real(total.bias()))
                .put("count", total.count())
                .put("zero_point", total.zeroPoint())
                .put("min", total.min())
                .put("max", total.max());
    }

    private StepCall extreme(ReductionStep.Extreme step) {
        CStruct spelled =
                new CStruct().put("reduction", reduction(step.reduction(), 1)).put("greatest", step.greatest());
        return call("extreme_s8", "extreme", spelled, step.input(), step.output());
    }

    private CStruct reduction(Reduction reduction, int width) {
        CStruct spelled = new CStruct();
        dims("kept", reduction.kept(), reduction.keptStrides(), spelled);
        dims("reduced", reduction.reduced(), reduction.reducedStrides(), spelled);
        return spelled.put("kept_rank", reduction.kept().length)
                .put("reduced_rank", reduction.reduced().length)
                .put("width", width);
    }

    private void dims(String name, int[] dims, int[] strides, CStruct spelled) {
        if (dims.length > 0) {
            spelled.putText(name, spelling.constants().int32s(name, "dimensions", dims))
                    .putText(name + "_strides", spelling.constants().int32s(name + "_strides", "in bytes", strides));
        }
    }

    private StepCall argExtreme(ReductionStep.ArgExtreme step) {
        CStruct spelled = new CStruct().put("line", line(step.line())).put("greatest", step.greatest());
        return call("arg_extreme_s8", "arg_extreme", spelled, step.input(), step.output());
    }

    private StepCall cumulativeSum(ReductionStep.CumulativeSum step) {
        CStruct spelled = new CStruct()
                .put("line", line(step.line()))
                .put("factor", Spelling.factor(step.factor()))
                .put("stage", spelling.stage(step.stage()))
                .put("left_shift", step.leftShift())
                .put("zero_point", step.zeroPoint())
                .put("exclusive", step.exclusive())
                .put("reverse", step.reverse());
        return call("cumsum_s8", "cumulative_sum", spelled, step.input(), step.output());
    }

    private static CStruct line(Line line) {
        return new CStruct().put("outer", line.outer()).put("size", line.size()).put("inner", line.inner());
    }

    private StepCall call(String kernel, String type, CStruct spelled, Operand input, int output) {
        return new StepCall("reduction", kernel, type, spelled, spelling.at(input), spelling.at(output));
    }
}
