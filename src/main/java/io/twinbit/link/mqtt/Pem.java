package io.twinbit.link.mqtt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and private keys as PEM has them (RFC 7468); what is wrong is said with the file and the fix. */
final class Pem {
    private static final int MAX_FILE_BYTES = 4 << 20;
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
    private static final String PKCS8 = "PRIVATE KEY";

    private Pem() {}

    /** All certificates of a file, at least one. */
    static List<X509Certificate> certificates(Path file, String key) throws LinkDownException {
        try {
            CertificateFactory x509 = CertificateFactory.getInstance("X.509");
            List<X509Certificate> found = x509.generateCertificates(new ByteArrayInputStream(read(file))).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (found.isEmpty()) {
                throw new LinkDownException(key + ": found no certificate in " + file + ", expected PEM with BEGIN CERTIFICATE");
            }
            return found;
        } catch (NoSuchFileException e) {
            throw new LinkDownException(key + ": found no file " + file);
        } catch (IOException e) {
            throw new LinkDownException(key + ": cannot read " + file + ": " + Reasons.of(e));
        } catch (CertificateException e) {
            throw new LinkDownException(key + ": " + file + " is no PEM file of certificates: " + Reasons.of(e));
        }
    }

    private static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
            if (bytes.length > MAX_FILE_BYTES) {
                throw new IOException("larger than " + MAX_FILE_BYTES + " bytes");
            }
            return bytes;
        }
    }

    /**
     * A private key.
     *
     * @param algorithm of the public key that it belongs to: {@code RSA}, {@code EC}, {@code EdDSA}
     * @param name how messages call it
     */
    static PrivateKey privateKey(byte[] pem, String algorithm, String name) throws LinkDownException {
        byte[] der = pkcs8(new String(pem, StandardCharsets.US_ASCII), name);
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw new LinkDownException("mqtt.key: " + name + " holds no " + algorithm + " key, which its certificate has");
        } finally {
            Arrays.fill(der, (byte) 0);
        }
    }

    private static byte[] pkcs8(String text, String name) throws LinkDownException {
        Matcher block = BLOCK.matcher(text);
        String kind = "";
        while (block.find()) {
            kind = block.group(1);
            if (kind.equals(PKCS8)) {
                return decoded(block.group(2), name);
            }
        }
        throw new LinkDownException("mqtt.key: " + name + " holds " + (kind.isEmpty() ? "no PEM block" : "a block " + kind)
                + ", expected BEGIN PRIVATE KEY (PKCS#8, not encrypted); make one by openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
    }

    private static byte[] decoded(String base64, String name) throws LinkDownException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new LinkDownException("mqtt.key: " + name + " is damaged: " + Reasons.of(e));
        }
    }
}
