/** 32-bit integer arithmetic of quantized kernels, and nothing else. */
@NullMarked
package io.twinbit.nn.fixed;

import org.jspecify.annotations.NullMarked;
