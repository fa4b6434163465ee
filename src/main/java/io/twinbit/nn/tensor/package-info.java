/** What a tensor is: shape, element type, and what its integers mean. */
@NullMarked
package io.twinbit.nn.tensor;

import org.jspecify.annotations.NullMarked;
