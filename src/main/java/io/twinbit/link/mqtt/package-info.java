/** MQTT through Eclipse Paho, used as a dumb pipe; no other package imports it. */
@NullMarked
package io.twinbit.link.mqtt;

import org.jspecify.annotations.NullMarked;
