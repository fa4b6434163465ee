/** What the daemon says about itself: one immutable value. */
@NullMarked
package io.twinbit.app.status;

import org.jspecify.annotations.NullMarked;
