/** Graph and device profile to a program: every number final, every buffer an arena offset. */
@NullMarked
package io.twinbit.nn.lower;

import org.jspecify.annotations.NullMarked;
