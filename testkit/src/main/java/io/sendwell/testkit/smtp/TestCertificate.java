package io.sendwell.testkit.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The certificates a fake server can show. All are signed by one test authority whose private key was thrown away;
 * the README beside the key store tells how they were made.
 */
public enum TestCertificate {
    /** Good until 2125, for {@code localhost} and {@code 127.0.0.1}. */
    LOCALHOST("localhost"),
    /** Good until 2125, but only for {@code mail.example.net}: a client that checks host names stops here. */
    OTHER_HOST("other-host"),
    /** For {@code localhost} and {@code 127.0.0.1}, and expired since the end of 2020. */
    EXPIRED("expired");

    // The keys protect nothing: they are published with this library and good for the loopback alone.
    private static final char[] PASSWORD = "sendwell".toCharArray();

    private final String alias;

    TestCertificate(String alias) {
        this.alias = alias;
    }

    SSLContext serverContext() {
        try {
            KeyStore all = load("certificates.p12");
            KeyStore one = KeyStore.getInstance("PKCS12");
            one.load(null, null);
            Certificate[] chain = all.getCertificateChain(alias);
            one.setKeyEntry(alias, all.getKey(alias, PASSWORD), PASSWORD, chain);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(one, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("This JDK cannot use the test certificate " + this, e);
        }
    }

    static KeyStore trustStore() {
        try {
            return load("authority.p12");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK cannot read the test authority", e);
        }
    }

    static SSLContext clientContext() {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trustStore());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK cannot trust the test authority", e);
        }
    }

    private static KeyStore load(String resource) throws GeneralSecurityException {
        try (InputStream in = TestCertificate.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The testkit's jar lacks " + resource);
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD);
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + resource + " from the testkit's jar", e);
        }
    }
}
