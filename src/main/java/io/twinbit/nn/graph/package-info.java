/** The network as data, and the rules that a valid one obeys. */
@NullMarked
package io.twinbit.nn.graph;

import org.jspecify.annotations.NullMarked;
