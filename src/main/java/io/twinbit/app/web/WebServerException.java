package io.twinbit.app.web;

/** The server cannot listen where it should; the message names the option to change. */
public final class WebServerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    WebServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
