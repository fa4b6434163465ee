/** The ports that every adapter implements. */
@NullMarked
package io.twinbit.link;

import org.jspecify.annotations.NullMarked;
