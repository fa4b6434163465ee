/** Recordings: raw messages and ticks in a file. */
@NullMarked
package io.twinbit.link.recording;

import org.jspecify.annotations.NullMarked;
