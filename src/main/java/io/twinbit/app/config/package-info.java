/** Configuration text to records; all problems at once, each with its line. */
@NullMarked
package io.twinbit.app.config;

import org.jspecify.annotations.NullMarked;
