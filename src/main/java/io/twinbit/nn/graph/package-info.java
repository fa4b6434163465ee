/** The network as data, the rules that a valid one obeys, what of it no input decides, and how its elements move. */
@NullMarked
package io.twinbit.nn.graph;

import org.jspecify.annotations.NullMarked;
