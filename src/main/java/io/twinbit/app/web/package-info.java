/** The dashboard over a status snapshot. */
@NullMarked
package io.twinbit.app.web;

import org.jspecify.annotations.NullMarked;
