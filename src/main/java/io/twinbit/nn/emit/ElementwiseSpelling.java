package io.twinbit.nn.emit;

import io.twinbit.nn.lower.ElementwiseStep;
import io.twinbit.nn.lower.Slopes;
import io.twinbit.nn.tensor.ElementType;

/** Steps on each element of one tensor ({@code twinbit_elementwise.h}). */
final class ElementwiseSpelling {
    private final Spelling spelling;

    ElementwiseSpelling(Spelling spelling) {
        this.spelling = spelling;
    }

    StepCall spell(ElementwiseStep step) {
        return switch (step) {
            case ElementwiseStep.Lookup lookup -> lookup(lookup);
            case ElementwiseStep.Clamp clamp -> clamp(clamp);
            case ElementwiseStep.Linear linear -> linear(linear);
            case ElementwiseStep.Sigmoid sigmoid -> sigmoid(sigmoid);
            case ElementwiseStep.Quantize quantize -> quantize(quantize);
            case ElementwiseStep.Dequantize dequantize -> dequantize(dequantize);
            case ElementwiseStep.Cast cast -> cast(cast);
        };
    }

    private StepCall lookup(ElementwiseStep.Lookup step) {
        String table = spelling.constants().int8s("table", "by the input from -128 on", step.table());
        CStruct spelled = new CStruct().putText("table", table).put("elements", step.elements());
        return call("lookup_s8", "function_table", spelled, step);
    }

    private StepCall clamp(ElementwiseStep.Clamp step) {
        CStruct spelled =
                new CStruct().put("elements", step.elements()).put("min", step.min()).put("max", step.max());
        return call("clamp_s16", "bounds", spelled, step);
    }

    private StepCall linear(ElementwiseStep.Linear step) {
        Slopes slopes = step.slopes();
        CStruct spelled = new CStruct()
                .put("above", Spelling.factor(slopes.above()))
                .put("below", Spelling.factor(slopes.below()))
                .put("elements", step.elements())
                .put("zero_point", slopes.zeroPoint())
                .put("output_zero_point", slopes.outputZeroPoint())
                .put("min", slopes.min())
                .put("max", slopes.max())
                .putText("rounding", spelling.rounding(slopes.rounding()))
                .putText("mirror", mirror(slopes.mirror()))
                .put("input_width", step.inputWidth())
                .put("output_width", step.outputWidth());
        return call("linear", "slopes", spelled, step);
    }

    private static String mirror(Slopes.Mirror mirror) {
        return switch (mirror) {
            case NOTHING -> "TWINBIT_NOTHING";
            case INPUT -> "TWINBIT_INPUT";
            case PRODUCT -> "TWINBIT_RESULT";
        };
    }

    private StepCall sigmoid(ElementwiseStep.Sigmoid step) {
        CStruct spelled = new CStruct()
                .putText("table", spelling.constants().uint16s("table", "sigmoids in Q0.16, a step is 1/24", step.table()))
                .put("elements", step.elements())
                .put("multiplier", step.multiplier())
                .put("shift", step.shift())
                .put("tanh", step.tanh());
        return call("sigmoid_s16", "sigmoid", spelled, step);
    }

    private StepCall quantize(ElementwiseStep.Quantize step) {
        boolean int8 = step.type() == ElementType.INT8;
        CStruct spelled = new CStruct()
                .putText("scale", Spelling.real(step.scale()))
                .put("elements", step.elements())
                .put("zero_point", step.zeroPoint())
                .put("min", int8 ? Byte.MIN_VALUE : Short.MIN_VALUE)
                .put("max", int8 ? Byte.MAX_VALUE : Short.MAX_VALUE)
                .put("width", step.type().bytes());
        return call("quantize_f32", "quantization", spelled, step);
    }

    private StepCall dequantize(ElementwiseStep.Dequantize step) {
        CStruct spelled = new CStruct()
                .putText("scale", Spelling.real(step.scale()))
                .put("elements", step.elements())
                .put("zero_point", step.zeroPoint())
                .put("width", step.type().bytes())
                .put("is_unsigned", step.type() == ElementType.UINT8);
        return call("dequantize_f32", "dequantization", spelled, step);
    }

    private StepCall cast(ElementwiseStep.Cast step) {
        CStruct spelled = new CStruct()
                .put("elements", step.elements())
                .put("input_width", step.from().bytes())
                .put("output_width", step.to().bytes())
                .put("from_real", step.from() == ElementType.FLOAT32)
                .put("to_real", step.to() == ElementType.FLOAT32);
        return call("cast", "conversion", spelled, step);
    }

    private StepCall call(String kernel, String type, CStruct spelled, ElementwiseStep step) {
        return new StepCall(
                "elementwise", kernel, type, spelled, spelling.at(step.input()), spelling.at(step.output()));
    }
}
