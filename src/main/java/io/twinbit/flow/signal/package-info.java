/** What comes in (messages, ticks), and what it becomes: samples, windows, features. */
@NullMarked
package io.twinbit.flow.signal;

import org.jspecify.annotations.NullMarked;
