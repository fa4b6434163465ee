/** The commands, thin; exit codes in one place. */
@NullMarked
package io.twinbit.app.cli;

import org.jspecify.annotations.NullMarked;
