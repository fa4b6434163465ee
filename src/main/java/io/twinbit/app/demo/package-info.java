/** Embedded broker and simulated machines; never on the daemon's class path. */
@NullMarked
package io.twinbit.app.demo;

import org.jspecify.annotations.NullMarked;
