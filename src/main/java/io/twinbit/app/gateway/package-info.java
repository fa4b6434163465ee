/** Composition root and lifecycle of the daemon. */
@NullMarked
package io.twinbit.app.gateway;

import org.jspecify.annotations.NullMarked;
