package io.twinbit.link.mqtt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Authorities, certificates and keys made on the spot by the JDK's keytool, as PEM files: {@code NAME.pem} and
 * {@code NAME.key}. {@code broker} is for 127.0.0.1 and localhost, {@code elsewhere} for another host, {@code expired} ended
 * yesterday, {@code gateway} and {@code renewed} are ours, {@code ending} is ours for 10 more days. All but
 * {@code stranger}, another authority, are of the authority {@code ca}.
 */
final class TestCertificates {
    private static final String HERE = "SAN=ip:127.0.0.1,dns:localhost";
    private static final char[] PASSWORD = "changeit".toCharArray();

    private static @Nullable TestCertificates shared;

    private final Path folder;
    private final KeyStore all;

    private TestCertificates(Path folder) throws Exception {
        this.folder = Files.createDirectories(folder);
        Files.deleteIfExists(folder.resolve("all.p12"));
        make("ca", "-ext", "BC:critical=ca:true");
        make("stranger", "-ext", "BC:critical=ca:true");
        make("broker", "-signer", "ca", "-ext", HERE);
        make("elsewhere", "-signer", "ca", "-ext", "SAN=dns:elsewhere.example");
        make("expired", "-signer", "ca", "-ext", HERE, "-startdate", "-3d", "-validity", "2");
        make("gateway", "-signer", "ca");
        make("renewed", "-signer", "ca");
        make("ending", "-signer", "ca", "-validity", "10");
        this.all = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("all.p12"))) {
            all.load(in, PASSWORD);
        }
        for (String name : List.of("ca", "stranger", "broker", "elsewhere", "expired", "gateway", "renewed", "ending")) {
            Files.writeString(certificate(name), pem("CERTIFICATE", all.getCertificate(name).getEncoded()));
            Files.writeString(key(name), pem("PRIVATE KEY", all.getKey(name, PASSWORD).getEncoded()));
        }
    }

    /** Made once, for it takes seconds. */
    static synchronized TestCertificates shared() throws Exception {
        TestCertificates made = shared;
        if (made == null) {
            made = new TestCertificates(Path.of("target", "test-certificates").toAbsolutePath());
            shared = made;
        }
        return made;
    }

    Path folder() {
        return folder;
    }

    private void make(String name, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-J-XX:TieredStopAtLevel=1", "-genkeypair",
                "-alias", name, "-dname", "CN=" + name, "-keyalg", "EC", "-groupname", "secp256r1",
                "-storetype", "PKCS12", "-keystore", folder.resolve("all.p12").toString(), "-storepass", new String(PASSWORD)));
        command.addAll(List.of(options));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), Charset.defaultCharset());
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool: " + said);
        }
    }

    static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + kind + "-----\n";
    }

    Path certificate(String name) {
        return folder.resolve(name + ".pem");
    }

    Path key(String name) {
        return folder.resolve(name + ".key");
    }

    X509Certificate read(String name) throws GeneralSecurityException {
        return (X509Certificate) all.getCertificate(name);
    }

    /** TLS with our authority, and without a certificate of ours. */
    TlsSettings anonymous() {
        return trusting("ca");
    }

    TlsSettings trusting(String authority) {
        return new TlsSettings(certificate(authority), null);
    }

    TlsSettings as(String name) {
        return as(certificate(name), key(name));
    }

    TlsSettings as(Path certificate, Path key) {
        return new TlsSettings(certificate("ca"), new TlsSettings.Identity(certificate, key.toString(), () -> read(key)));
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A listening socket on a free port whose peer is certified as {@code name}. */
    SSLServerSocket serverSocket(String name, boolean asksForACertificate) throws Exception {
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry("own", all.getKey(name, PASSWORD), new char[0], all.getCertificateChain(name));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, new char[0]);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", all.getCertificate("ca"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        SSLServerSocket socket = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        socket.setNeedClientAuth(asksForACertificate);
        return socket;
    }
}
