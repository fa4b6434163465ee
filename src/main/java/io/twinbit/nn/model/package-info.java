/** Bytes to a graph; trusts nothing, opens no file. */
@NullMarked
package io.twinbit.nn.model;

import org.jspecify.annotations.NullMarked;
