/** Payload bytes to samples, or the reason why not. */
@NullMarked
package io.twinbit.flow.decode;

import org.jspecify.annotations.NullMarked;
