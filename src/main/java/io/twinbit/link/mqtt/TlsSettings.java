package io.twinbit.link.mqtt;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whom we trust and who we are under TLS. Every file is read anew at each connect, so that replaced ones are used without a
 * restart.
 *
 * @param caFile PEM certificates of the authorities that may have signed the broker's; null: those of the Java runtime
 * @param identity what we show to a broker that asks; null: nothing
 */
public record TlsSettings(@Nullable Path caFile, @Nullable Identity identity) {
    /**
     * Our certificate and its key.
     *
     * @param certificateFile PEM, our own certificate first, then those between it and the authority
     * @param keyName how messages call the key, e.g. its path
     * @param key PKCS#8 in PEM, not encrypted; asked at each connect, and what it throws fails that one attempt
     */
    public record Identity(Path certificateFile, String keyName, Supplier<byte[]> key) {
        public Identity {
            Objects.requireNonNull(certificateFile, "certificateFile");
            Objects.requireNonNull(keyName, "keyName");
            Objects.requireNonNull(key, "key");
        }

        @Override
        public String toString() {
            return "Identity[" + certificateFile + "]";
        }
    }
}
