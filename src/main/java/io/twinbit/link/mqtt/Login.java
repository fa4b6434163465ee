package io.twinbit.link.mqtt;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * Who we are for the broker.
 *
 * @param password asked at each connect, so that a changed secret is used without a restart; what it throws fails that
 *     one attempt
 */
public record Login(String username, Supplier<byte[]> password) {
    public Login {
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(password, "password");
    }

    byte[] readPassword() throws LinkDownException {
        try {
            return password.get();
        } catch (RuntimeException e) {
            throw new LinkDownException("the password of " + username + " cannot be read: " + Reasons.of(e));
        }
    }

    @Override
    public String toString() {
        return "Login[" + username + "]";
    }
}
