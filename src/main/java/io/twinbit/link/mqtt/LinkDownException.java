package io.twinbit.link.mqtt;

import java.io.Serial;

/** A connection did not come about or is lost; the message says why in one line. */
final class LinkDownException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    LinkDownException(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
