/**
 * MQTT through Eclipse Paho 1.2.5, used as a dumb pipe; no other package imports it.
 *
 * <p>Paho's own reconnection, persistence and per-subscription listeners are not used: an acknowledgement that it is given
 * while it is disconnected blocks every later connect, one that crosses a reconnect acknowledges another message, and its
 * back-off is shared by all clients of the process; {@code docs/decisions/0007-what-paho-does-by-itself.md} has all of it. So
 * {@code Connection} wraps a fresh client for each TCP connection, and what outlives a connection is ours: the loop that
 * connects, the windows of un-acknowledged and of unconfirmed messages, and the state that is shown.
 */
@NullMarked
package io.twinbit.link.mqtt;

import org.jspecify.annotations.NullMarked;
