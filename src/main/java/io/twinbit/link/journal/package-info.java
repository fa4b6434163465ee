/**
 * The memory of the gateway: what was taken in, and where the pipelines stood. An acknowledged message is in here, on the
 * disk.
 *
 * <pre>
 *   source ─ Delivery → JournalWriter ─ write, force → intake/NNN.twr ─ JournalReader → pipelines → sink
 *               ↑                          │                                              │          │
 *               └── receipt (PUBACK) ──────┘         checkpoints/NNN.twc ←── CheckpointStore       cursor
 * </pre>
 *
 * Every byte goes through {@link io.twinbit.link.journal.Storage}, so that tests can cut the power.
 */
@NullMarked
package io.twinbit.link.journal;

import org.jspecify.annotations.NullMarked;
