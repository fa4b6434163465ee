package io.twinbit.nn.emit;

import io.twinbit.nn.fixed.Multiplier;
import io.twinbit.nn.fixed.Rounding;
import io.twinbit.nn.lower.Operand;
import io.twinbit.nn.lower.OutputStage;
import io.twinbit.nn.lower.Program;
import io.twinbit.nn.lower.RealStage;
import io.twinbit.nn.lower.Window;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.IntStream;

/** How what many steps have is spelled, while the steps of one program are: places, constants, stages. */
final class Spelling {
    private final Program program;
    private final Constants constants = new Constants();
    private final Set<Rounding> roundings = EnumSet.noneOf(Rounding.class);
    private boolean real;

    Spelling(Program program) {
        this.program = program;
    }

    Constants constants() {
        return constants;
    }

    /** Those that the steps spelled so far name. */
    Set<Rounding> roundings() {
        return roundings;
    }

    /** Whether a stage so far requantizes in real numbers. */
    boolean isReal() {
        return real;
    }

    /** A pointer to a place of the arena, or of the state, which are two objects in C. */
    String at(int offset) {
        return offset < program.stateBytes()
                ? "STATE(" + offset + ")"
                : "ARENA(" + (offset - program.stateBytes()) + ")";
    }

    /** Working space behind all tensors. */
    String scratch() {
        return at(program.arenaBytes());
    }

    String at(Operand operand) {
        return switch (operand) {
            case Operand.InArena place -> at(place.offset());
            case Operand.Literal literal ->
                "(const void *)" + constants.operand("operand", "constant operand", literal.bytes());
        };
    }

    String rounding(Rounding rounding) {
        roundings.add(rounding);
        return "TWINBIT_" + rounding.name();
    }

    static CStruct factor(Multiplier factor) {
        return new CStruct().put("mantissa", factor.mantissa()).put("shift", factor.shift());
    }

    CStruct stage(OutputStage stage) {
        boolean perChannel = isPerChannel(stage);
        int count = perChannel ? stage.mantissas().length : 1;
        CStruct spelled = new CStruct()
                .putText("mantissas", constants.int32s(
                        "mantissas", "factors in Q0.31, by channel", Arrays.copyOf(stage.mantissas(), count)))
                .putText("shifts", constants.int8s(
                        "shifts", "left shifts of the factors, by channel", bytes(Arrays.copyOf(stage.shifts(), count))));
        if (stage.real() != null) {
            putReal(stage.real(), spelled);
        }
        return spelled.put("zero_point", stage.zeroPoint())
                .put("min", stage.min())
                .put("max", stage.max())
                .put("per_channel", perChannel)
                .putText("rounding", rounding(stage.rounding()))
                .put("wide", stage.wide());
    }

    private static boolean isPerChannel(OutputStage stage) {
        return IntStream.range(1, stage.mantissas().length)
                .anyMatch(c -> stage.mantissas()[c] != stage.mantissas()[0] || stage.shifts()[c] != stage.shifts()[0]);
    }

    private void putReal(RealStage stage, CStruct spelled) {
        real = true;
        spelled.putText("factors", constants.doubles("factors", "real factors, by channel", stage.factors()))
                .putText("offsets", constants.doubles("offsets", "real biases, by channel", stage.offsets()))
                .putText("inverse_scale", Double.toString(stage.inverseScale()));
    }

    private static byte[] bytes(int[] values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    /** In as many digits as name exactly one float32. */
    static String real(float value) {
        return value + "f";
    }

    /** A window, field by field in the order of the record. */
    static CStruct window(Window w) {
        return new CStruct()
                .put("batches", w.batches())
                .put("in_h", w.inH())
                .put("in_w", w.inW())
                .put("in_c", w.inC())
                .put("out_h", w.outH())
                .put("out_w", w.outW())
                .put("out_c", w.outC())
                .put("kernel_h", w.kernelH())
                .put("kernel_w", w.kernelW())
                .put("stride_h", w.strideH())
                .put("stride_w", w.strideW())
                .put("dilation_h", w.dilationH())
                .put("dilation_w", w.dilationW())
                .put("pad_top", w.padTop())
                .put("pad_left", w.padLeft());
    }
}
