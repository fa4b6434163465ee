/** The second back end: spells a program as C99. Every number is in the program; no file is opened here. */
@NullMarked
package io.twinbit.nn.emit;

import org.jspecify.annotations.NullMarked;
