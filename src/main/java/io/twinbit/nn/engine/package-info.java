/** Back end 1: runs a program, bit-exact. */
@NullMarked
package io.twinbit.nn.engine;

import org.jspecify.annotations.NullMarked;
