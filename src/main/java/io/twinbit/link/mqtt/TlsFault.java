package io.twinbit.link.mqtt;

import java.io.EOFException;
import java.io.IOException;
import java.io.Serial;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** TLS did not come about or ended, said with the file that is concerned and the fix. */
final class TlsFault extends IOException {
    @Serial
    private static final long serialVersionUID = 1;
    private static final String ALERT = "fatal alert: ";
    private static final String OTHER_PORT = "use its TLS port, usually 8883, or tcp:// in mqtt.address";
    private static final int MAX_NAMES = 8;

    TlsFault(String reason) {
        super(reason);
    }

    /** What a failure means; empty when it is none of TLS. */
    static Optional<String> of(IOException failure, String host, TlsSettings settings, @Nullable X509Certificate broker) {
        if (!(failure instanceof SSLException)) {
            return Optional.empty();
        }
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = String.valueOf(root.getMessage());
        return Optional.of(switch (root) {
            case CertificateExpiredException _ -> "a certificate of the broker has expired (" + message + "); renew it at the broker";
            case CertificateNotYetValidException _ ->
                "a certificate of the broker is not valid yet (" + message + "); see that this machine's clock is right";
            case CertPathBuilderException _ -> "the broker's certificate " + subject(broker) + " was signed by none of the authorities in "
                    + authorities(settings) + "; mqtt.ca_file has to hold the certificate of the authority that signed it";
            case CertificateException _ when broker != null -> "the broker's certificate is for " + names(broker) + " and not for " + host
                    + "; use such a name in mqtt.address, or give the broker a certificate for " + host;
            case EOFException _ -> "the broker closed the connection instead of answering in TLS; " + OTHER_PORT;
            default -> ofAlert(message, settings);
        });
    }

    private static String ofAlert(String message, TlsSettings settings) {
        int at = message.indexOf(ALERT);
        String alert = at < 0 ? "" : message.substring(at + ALERT.length()).toLowerCase(Locale.ROOT);
        TlsSettings.Identity identity = settings.identity();
        if (identity == null && (alert.equals("certificate_required") || alert.equals("bad_certificate") || alert.equals("handshake_failure"))) {
            return "the broker wants a certificate of ours (" + alert + "); set mqtt.certificate_file and mqtt.key";
        }
        if (identity != null && !alert.isEmpty()) {
            return "the broker does not take our certificate, " + identity.certificateFile() + " (" + alert
                    + "); see that it has not expired and that the broker trusts the authority that signed it";
        }
        if (message.contains("plaintext connection") || message.contains("Unsupported or unrecognized")) {
            return "the broker does not speak TLS there; " + OTHER_PORT;
        }
        return "TLS failed: " + message;
    }

    private static String authorities(TlsSettings settings) {
        return settings.caFile() == null ? "the Java runtime's list" : settings.caFile().toString();
    }

    private static String subject(@Nullable X509Certificate certificate) {
        return certificate == null ? "" : "(" + certificate.getSubjectX500Principal() + ")";
    }

    /** DNS names and addresses that a certificate is for. */
    private static String names(X509Certificate certificate) {
        String names = alternatives(certificate).limit(MAX_NAMES).collect(Collectors.joining(", "));
        return names.isEmpty() ? String.valueOf(certificate.getSubjectX500Principal()) : names;
    }

    private static Stream<String> alternatives(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null ? Stream.empty() : names.stream().map(name -> String.valueOf(name.get(1)));
        } catch (CertificateParsingException e) {
            return Stream.empty();
        }
    }
}
