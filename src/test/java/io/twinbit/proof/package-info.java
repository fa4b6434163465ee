/**
 * The promises of {@code docs/durability.md}, proved with processes that are really killed, brokers that really go away and
 * disks that are really full.
 */
@NullMarked
package io.twinbit.proof;

import org.jspecify.annotations.NullMarked;
