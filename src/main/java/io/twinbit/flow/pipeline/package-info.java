/** The whole path from message to decision as one object without I/O or clock. */
@NullMarked
package io.twinbit.flow.pipeline;

import org.jspecify.annotations.NullMarked;
