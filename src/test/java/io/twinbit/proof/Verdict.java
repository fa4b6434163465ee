package io.twinbit.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * How the results of a gateway that was hurt differ from those of one that was left in peace over the same acknowledged input.
 *
 * @param expected results of the undisturbed run
 * @param lost of those, the ones that never came
 * @param unexpected results that the undisturbed run does not have
 * @param different results with an equal message_id and other bytes, repeated ones included
 * @param outOfOrder devices whose results came in another order
 * @param repeats results that came again with equal bytes; a receiver drops them by message_id
 * @param examples some of what is wrong
 */
record Verdict(long expected, long lost, long unexpected, long different, long outOfOrder, long repeats, List<String> examples) {
    private static final int MAX_EXAMPLES = 5;

    boolean isGood() {
        return expected > 0 && lost == 0 && unexpected == 0 && different == 0 && outOfOrder == 0;
    }

    /** Counts while two runs are compared. */
    static final class Count {
        private final List<String> examples = new ArrayList<>();
        private long lost;
        private long unexpected;
        private long different;
        private long outOfOrder;

        Count(List<String> changedRepeats) {
            changedRepeats.forEach(this::different);
        }

        void lost(String what) {
            lost++;
            example("lost", what);
        }

        void unexpected(String what) {
            unexpected++;
            example("unexpected", what);
        }

        void different(String what) {
            different++;
            example("different", what);
        }

        void outOfOrder(String what) {
            outOfOrder++;
            example("out of order", what);
        }

        private void example(String kind, String what) {
            if (examples.size() < MAX_EXAMPLES) {
                examples.add(kind + ": " + what);
            }
        }

        Verdict verdict(long expected, long repeats) {
            return new Verdict(expected, lost, unexpected, different, outOfOrder, repeats, List.copyOf(examples));
        }
    }
}
