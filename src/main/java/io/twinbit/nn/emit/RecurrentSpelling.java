package io.twinbit.nn.emit;

import io.twinbit.nn.lower.RecurrentStep;
import io.twinbit.nn.tensor.ElementType;

/** Steps with state ({@code twinbit_recurrent.h}). */
final class RecurrentSpelling {
    private static final String HEADER = "recurrent";

    private final Spelling spelling;

    RecurrentSpelling(Spelling spelling) {
        this.spelling = spelling;
    }

    StepCall spell(RecurrentStep step) {
        return switch (step) {
            case RecurrentStep.Svdf svdf -> svdf(svdf);
            case RecurrentStep.Lstm lstm -> lstm(lstm);
        };
    }

    private StepCall svdf(RecurrentStep.Svdf step) {
        Constants constants = spelling.constants();
        CStruct spelled = new CStruct()
                .putText("feature_weights", constants.int8s("feature_weights", "(filters, inputs)", step.featureWeights()))
                .putText("feature_bias", constants.int32s("feature_bias", "by filter", step.featureBias()))
                .putText("time_weights", constants.int16s("time_weights", "(filters, memory)", step.timeWeights()))
                .putText("bias", constants.int32s("bias", "by unit", step.bias()))
                .put("feature_stage", spelling.stage(step.featureStage()))
                .put("stage", spelling.stage(step.stage()))
                .put("batches", step.batches())
                .put("inputs", step.inputs())
                .put("filters", step.filters())
                .put("memory", step.memory())
                .put("rank", step.rank())
                .put("state_zero_point", step.stateZeroPoint())
                .put("state_width", step.stateType().bytes());
        return new StepCall(
                HEADER, "svdf", "svdf_layer", spelled, spelling.at(step.input()), spelling.at(step.state()),
                spelling.at(step.output()));
    }

    private StepCall lstm(RecurrentStep.Lstm step) {
        CStruct spelled = new CStruct()
                .put("input_gate", gate(step.inputGate(), step.type()))
                .put("forget_gate", gate(step.forgetGate(), step.type()))
                .put("candidate", gate(step.candidate(), step.type()))
                .put("output_gate", gate(step.outputGate(), step.type()))
                .put("forget", spelling.stage(step.cell().forget()))
                .put("update", spelling.stage(step.cell().update()))
                .put("hidden", spelling.stage(step.hidden()))
                .putText("sigmoids", spelling.constants().uint16s("sigmoids", "Q0.16, a step is 1/24", step.sigmoid()))
                .put("batches", step.batches())
                .put("times", step.times())
                .put("inputs", step.inputs())
                .put("units", step.units())
                .put("clip", step.cell().clip())
                .put("to_tanh", step.cell().toTanh())
                .put("to_tanh_shift", step.cell().toTanhShift())
                .put("time_major", step.timeMajor())
                .putText("rounding", spelling.rounding(step.rounding()))
                .put("forgets", step.forgets())
                .put("width", step.type().bytes());
        return new StepCall(
                HEADER, "lstm", "lstm_layer", spelled, spelling.at(step.input()), spelling.at(step.hiddenState()),
                spelling.at(step.cellState()), spelling.at(step.output()));
    }

    private CStruct gate(RecurrentStep.Gate gate, ElementType type) {
        Constants constants = spelling.constants();
        return new CStruct()
                .putText("weights", constants.int8s("weights", "(units, inputs)", gate.weights()))
                .putText("bias", bias("bias", gate.bias(), type))
                .putText("recurrent_weights", constants.int8s("recurrent_weights", "(units, units)", gate.recurrentWeights()))
                .putText("recurrent_bias", bias("recurrent_bias", gate.recurrentBias(), type))
                .put("factor", Spelling.factor(gate.factor()))
                .put("recurrent_factor", Spelling.factor(gate.recurrentFactor()));
    }

    private String bias(String name, long[] values, ElementType type) {
        return type == ElementType.INT16
                ? spelling.constants().int64s(name, "by unit", values)
                : spelling.constants().int32s(name, "by unit", values);
    }
}
