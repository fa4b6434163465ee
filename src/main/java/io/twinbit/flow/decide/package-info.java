/** The network's output to a decision. */
@NullMarked
package io.twinbit.flow.decide;

import org.jspecify.annotations.NullMarked;
