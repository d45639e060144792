package io.sendwell.testkit.smtp;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/** How one fake server was set up. Immutable; the sub-records group what belongs together. */
record Settings(
        String hostName,
        Set<SmtpExtension> extensions,
        long sizeLimit,
        TlsOffer tls,
        AuthOffer auth,
        ContentStorage storage,
        Limits limits,
        Tempo tempo,
        Set<Quirk> quirks,
        InstantSource clock) {

    enum Quirk {
        REFUSES_EHLO,
        REFUSES_BARE_LINE_BREAKS
    }

    enum AuthRule {
        ONLY_AFTER_TLS,
        REQUIRED
    }

    record TlsOffer(TlsMode mode, TestCertificate certificate, String injectedBeforeHandshake) {}

    record AuthOffer(
            Set<AuthMechanism> mechanisms,
            Map<String, String> passwords,
            Map<String, String> tokens,
            Set<AuthRule> rules) {

        boolean acceptsPassword(String user, String password) {
            return password.equals(passwords.get(user));
        }

        boolean acceptsToken(String user, String token) {
            return token.equals(tokens.get(user));
        }
    }

    record Limits(int connections, int messagesPerConnection, int mailsRemembered) {}

    record Tempo(Duration latency, int octetsPerRead, Duration pauseBetweenReads) {}
}
