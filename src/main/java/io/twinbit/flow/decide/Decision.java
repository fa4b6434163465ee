package io.twinbit.flow.decide;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a device's rule says after a window.
 *
 * @param label in force after threshold, hysteresis, debounce and hold
 * @param score what speaks for it
 * @param windowLabel what this window alone says
 * @param labels all in force, in the order of the labels; only with {@link Rule.MultiLabel}
 * @param changed the label, or the set of them, differs from what it was before this window
 */
public record Decision(
        String label, float score, String windowLabel, @Nullable List<String> labels, boolean changed) {}
