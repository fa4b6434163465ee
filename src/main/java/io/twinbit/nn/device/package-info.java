/** What a target computes with: its rounding, its derivation of multipliers, its quirks; as data. */
@NullMarked
package io.twinbit.nn.device;

import org.jspecify.annotations.NullMarked;
