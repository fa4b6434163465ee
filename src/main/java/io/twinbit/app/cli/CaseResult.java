package io.twinbit.app.cli;

import io.twinbit.nn.lower.Slot;
import io.twinbit.nn.tensor.TensorSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link GoldenCase} ended.
 *
 * @param firstDifference where the outputs part, if they do
 * @param reason why the case was skipped, or could not be compared
 */
public record CaseResult(String name, Status status, @Nullable Difference firstDifference, @Nullable String reason) {
    public enum Status {
        PASSED,
        FAILED,
        SKIPPED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The first element, in the order of the invocations, that is not what it should be.
     *
     * @param element index in the tensor, row-major
     */
    public record Difference(int output, long invocation, int element, Number expected, Number got) {
        /** The first one of an invocation's outputs. */
        static Optional<Difference> first(
                List<Slot> outputs, long invocation, List<byte[]> expected, List<byte[]> got) {
            for (int output = 0; output < outputs.size(); output++) {
                int at = Arrays.mismatch(expected.get(output), got.get(output));
                if (at >= 0) {
                    TensorSpec spec = outputs.get(output).spec();
                    int element = at / spec.type().bytes();
                    return Optional.of(of(spec, output, invocation, element, expected.get(output), got.get(output)));
                }
            }
            return Optional.empty();
        }

        static Difference of(TensorSpec spec, int output, long invocation, int element, byte[] expected, byte[] got) {
            return new Difference(
                    output,
                    invocation,
                    element,
                    RawTensorFile.element(expected, element, spec.type()),
                    RawTensorFile.element(got, element, spec.type()));
        }

        @Override
        public String toString() {
            return "output " + output + ", invocation " + invocation + ", element " + element + ": expected " + expected
                    + ", got " + got;
        }
    }

    static CaseResult passed(String name) {
        return new CaseResult(name, Status.PASSED, null, null);
    }

    static CaseResult differs(String name, Difference difference) {
        return new CaseResult(name, Status.FAILED, difference, null);
    }

    static CaseResult failed(String name, String reason) {
        return new CaseResult(name, Status.FAILED, null, reason);
    }

    static CaseResult skipped(String name, String reason) {
        return new CaseResult(name, Status.SKIPPED, null, reason);
    }

    /** What to tell of a case that did not pass. */
    public String detail() {
        return firstDifference != null ? firstDifference.toString() : String.valueOf(reason);
    }
}
