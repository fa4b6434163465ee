package io.twinbit.nn.emit;

import io.twinbit.nn.lower.Broadcast;
import io.twinbit.nn.lower.BroadcastStep;
import io.twinbit.nn.lower.InputStage;
import java.util.stream.Collectors;

/** Steps on elements of several tensors ({@code twinbit_broadcast.h}). */
final class BroadcastSpelling {
    private static final String HEADER = "broadcast";

    private final Spelling spelling;

    BroadcastSpelling(Spelling spelling) {
        this.spelling = spelling;
    }

    StepCall spell(BroadcastStep step) {
        return switch (step) {
            case BroadcastStep.Sum sum -> sum(sum);
            case BroadcastStep.SquaredDifference square -> squaredDifference(square);
            case BroadcastStep.Mul mul -> mul(mul);
            case BroadcastStep.Div div -> div(div);
            case BroadcastStep.Prelu prelu -> prelu(prelu);
            case BroadcastStep.Compare compare -> compare(compare);
            case BroadcastStep.Plain plain -> plain(plain);
            case BroadcastStep.Select select -> select(select);
            case BroadcastStep.AddN addN -> addN(addN);
        };
    }

    private StepCall sum(BroadcastStep.Sum step) {
        CStruct spelled = broadcast(step)
                .put("stage_a", inputStage(step.stageA()))
                .put("stage_b", inputStage(step.stageB()))
                .put("stage", spelling.stage(step.stage()))
                .put("sign", step.sign())
                .put("width", step.width());
        return call("add", "sum", spelled, step);
    }

    private StepCall squaredDifference(BroadcastStep.SquaredDifference step) {
        CStruct spelled = broadcast(step)
                .put("stage_a", inputStage(step.stageA()))
                .put("stage_b", inputStage(step.stageB()))
                .put("stage", spelling.stage(step.stage()))
                .put("width", step.width());
        return call("squared_difference", "sum", spelled, step);
    }

    private StepCall mul(BroadcastStep.Mul step) {
        CStruct spelled = broadcast(step)
                .put("stage", spelling.stage(step.stage()))
                .put("zero_point_a", step.zeroPointA())
                .put("zero_point_b", step.zeroPointB())
                .put("width", step.width());
        return call("mul", "product", spelled, step);
    }

    private StepCall div(BroadcastStep.Div step) {
        CStruct spelled = broadcast(step)
                .put("factor", Spelling.factor(step.factor()))
                .put("zero_point_a", step.zeroPointA())
                .put("zero_point_b", step.zeroPointB())
                .put("zero_point", step.zeroPoint())
                .put("min", step.min())
                .put("max", step.max())
                .putText("rounding", spelling.rounding(step.rounding()));
        return call("div_s8", "quotient", spelled, step);
    }

    private StepCall prelu(BroadcastStep.Prelu step) {
        CStruct spelled = broadcast(step)
                .put("above", spelling.stage(step.above()))
                .put("below", spelling.stage(step.below()))
                .put("zero_point_a", step.zeroPointA())
                .put("zero_point_b", step.zeroPointB())
                .put("width", step.width());
        return call("prelu", "leak", spelled, step);
    }

    private StepCall compare(BroadcastStep.Compare step) {
        CStruct spelled = broadcast(step)
                .put("stage_a", inputStage(step.stageA()))
                .put("stage_b", inputStage(step.stageB()))
                .put("less", step.less())
                .put("equal", step.equal())
                .put("greater", step.greater());
        return call("compare_s8", "comparison", spelled, step);
    }

    private StepCall plain(BroadcastStep.Plain step) {
        CStruct spelled = broadcast(step)
                .put("min", step.min())
                .put("max", step.max())
                .putText("function", "TWINBIT_" + step.function().name())
                .put("width", step.width());
        return call("plain_pairs", "plain", spelled, step);
    }

    private StepCall select(BroadcastStep.Select step) {
        CStruct spelled = broadcast(step).put("width", step.width());
        return new StepCall(
                HEADER, "select", "selection", spelled, spelling.at(step.a()), spelling.at(step.b()),
                spelling.at(step.condition()), spelling.at(step.output()));
    }

    private StepCall addN(BroadcastStep.AddN step) {
        CStruct spelled = new CStruct()
                .put("input", inputStage(step.input()))
                .put("stage", spelling.stage(step.stage()))
                .put("start", step.start())
                .put("elements", step.elements())
                .put("inputs", step.inputs().size());
        String inputs = step.inputs().stream()
                .map(spelling::at)
                .collect(Collectors.joining(", ", "(const int8_t *const[]){", "}"));
        return new StepCall(HEADER, "add_n_s8", "total", spelled, inputs, spelling.at(step.output()));
    }

    private StepCall call(String kernel, String type, CStruct spelled, BroadcastStep.Pairs step) {
        return new StepCall(
                HEADER, kernel, type, spelled, spelling.at(step.a()), spelling.at(step.b()), spelling.at(step.output()));
    }

    private CStruct broadcast(BroadcastStep.Pairs step) {
        Broadcast broadcast = step.broadcast();
        CStruct spelled = new CStruct().putText("dims", integers("dims", "of the output", broadcast.dims()));
        String[] operands = {"strides_a", "strides_b", "strides_c"};
        for (int k = 0; k < broadcast.strides().length; k++) {
            spelled.putText(operands[k], integers(operands[k], "in elements", broadcast.strides()[k]));
        }
        return new CStruct().put("broadcast", spelled.put("rank", broadcast.dims().length));
    }

    private String integers(String name, String comment, int[] values) {
        return spelling.constants().int32s(name, comment, values);
    }

    private CStruct inputStage(InputStage stage) {
        return new CStruct()
                .put("factor", Spelling.factor(stage.factor()))
                .put("zero_point", stage.zeroPoint())
                .put("left_shift", stage.leftShift())
                .putText("rounding", spelling.rounding(stage.rounding()));
    }
}
