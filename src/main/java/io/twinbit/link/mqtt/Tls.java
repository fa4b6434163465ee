package io.twinbit.link.mqtt;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS of one connection, made from files that are read for it: TLS 1.2 or 1.3, the broker's certificate checked against the
 * authorities and against the host's name, ours shown when the broker asks. Paho knows nothing of it: it is given a socket.
 */
final class Tls {
    private static final String OURS = "our certificate";
    private static final String THE_BROKERS = "the broker's certificate";

    /** The end of a certificate, after which the link cannot connect any more. */
    record Expiry(String whose, Instant at) {}

    private final TlsSettings settings;
    private final SSLContext context;
    private final NotingTrust trust;
    private final @Nullable X509Certificate own;

    private Tls(TlsSettings settings, SSLContext context, NotingTrust trust, @Nullable X509Certificate own) {
        this.settings = settings;
        this.context = context;
        this.trust = trust;
        this.own = own;
    }

    /** Reads what the settings name; no connection is made yet. */
    static Tls of(TlsSettings settings) throws LinkDownException {
        try {
            NotingTrust trust = new NotingTrust(authorities(settings));
            SSLContext context = SSLContext.getInstance("TLS");
            TlsSettings.Identity identity = settings.identity();
            if (identity == null) {
                context.init(null, new TrustManager[] {trust}, null);
                return new Tls(settings, context, trust, null);
            }
            List<X509Certificate> chain = Pem.certificates(identity.certificateFile(), "mqtt.certificate_file");
            context.init(managers(chain, key(identity, chain.getFirst())), new TrustManager[] {trust}, null);
            return new Tls(settings, context, trust, chain.getFirst());
        } catch (GeneralSecurityException | IOException e) {
            throw new LinkDownException("TLS cannot be set up: " + Reasons.of(e));
        }
    }

    private static X509ExtendedTrustManager authorities(TlsSettings settings)
            throws GeneralSecurityException, IOException, LinkDownException {
        KeyStore store = null; // of the Java runtime
        if (settings.caFile() != null) {
            store = emptyStore();
            List<X509Certificate> certificates = Pem.certificates(settings.caFile(), "mqtt.ca_file");
            for (int i = 0; i < certificates.size(); i++) {
                store.setCertificateEntry("ca-" + i, certificates.get(i));
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return Stream.of(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("this Java runtime checks no X.509 certificates"));
    }

    private static KeyManager[] managers(List<X509Certificate> chain, PrivateKey key) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        store.setKeyEntry("identity", key, new char[0], chain.toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, new char[0]);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static PrivateKey key(TlsSettings.Identity identity, X509Certificate certificate)
            throws GeneralSecurityException, LinkDownException {
        byte[] pem;
        try {
            pem = identity.key().get();
        } catch (RuntimeException e) {
            throw new LinkDownException("mqtt.key: " + identity.keyName() + " cannot be read: " + Reasons.of(e));
        }
        PrivateKey key = Pem.privateKey(pem, certificate.getPublicKey().getAlgorithm(), identity.keyName());
        if (!belongs(key, certificate)) {
            throw new LinkDownException("mqtt.key: " + identity.keyName() + " does not belong to the certificate in "
                    + identity.certificateFile() + "; replace both together");
        }
        return key;
    }

    /** Signs something with the one and checks it with the other; a broker would only say that our proof is wrong. */
    private static boolean belongs(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(certificate.getEncoded());
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(certificate.getEncoded());
        try {
            return signature.verify(signed);
        } catch (SignatureException e) {
            return false; // of another length
        }
    }

    /** Secures a TCP connection; returns when the broker is known to be whom we meant. */
    SSLSocket over(Socket tcp, String host, int port) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(tcp, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the host's name is checked (RFC 2818)
        socket.setSSLParameters(parameters);
        try {
            socket.startHandshake();
            return socket;
        } catch (IOException e) {
            throw explained(e, host);
        }
    }

    /** The same failure in words that name the file and the fix; itself when it is not of TLS. */
    IOException explained(IOException failure, String host) {
        return TlsFault.of(failure, host, settings, trust.broker())
                .<IOException>map(TlsFault::new)
                .orElse(failure);
    }

    /** Which of the two certificates ends first. */
    Optional<Expiry> firstExpiry() {
        return Stream.of(expiry(OURS, own), expiry(THE_BROKERS, trust.broker()))
                .flatMap(Optional::stream)
                .min(Comparator.comparing(Expiry::at));
    }

    private static Optional<Expiry> expiry(String whose, @Nullable X509Certificate certificate) {
        return Optional.ofNullable(certificate).map(c -> new Expiry(whose, c.getNotAfter().toInstant()));
    }
}
