package io.twinbit.app.cli;

import io.twinbit.app.cli.CaseResult.Difference;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the outputs of a candidate are those of a board.
 *
 * @param equal elements of all outputs of all invocations that are
 * @param firstDifference where they part, if they do; expected is what the board gave
 */
record Agreement(Candidate candidate, long equal, long elements, @Nullable Difference firstDifference) {
    static Agreement of(Candidate candidate, Evidence evidence) {
        RawInference inference = new RawInference(candidate.program(), evidence.inputs());
        Tally tally = new Tally(evidence.outputs());
        for (long invocation = 0; invocation < inference.invocations(); invocation++) {
            tally.add(invocation, inference.run(invocation));
        }
        return new Agreement(candidate, tally.equal, tally.elements, tally.first);
    }

    boolean isWhole() {
        return equal == elements;
    }

    long differing() {
        return elements - equal;
    }

    /** Counts, invocation by invocation. */
    private static final class Tally {
        private final List<RawTensorFile> board;
        private long equal;
        private long elements;
        private @Nullable Difference first;

        Tally(List<RawTensorFile> board) {
            this.board = board;
        }

        void add(long invocation, List<byte[]> got) {
            for (int output = 0; output < got.size(); output++) {
                add(invocation, output, board.get(output).read(invocation), got.get(output));
            }
        }

        private void add(long invocation, int output, byte[] wanted, byte[] got) {
            int bytes = board.get(output).spec().type().bytes();
            for (int i = 0; i < wanted.length / bytes; i++) {
                int at = i * bytes;
                boolean same = Arrays.equals(wanted, at, at + bytes, got, at, at + bytes);
                elements++;
                equal += same ? 1 : 0;
                if (!same && first == null) {
                    first = Difference.of(board.get(output).spec(), output, invocation, i, wanted, got);
                }
            }
        }
    }
}
