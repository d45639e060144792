package io.sendwell.testkit.smtp;

import io.sendwell.testkit.smtp.Settings.AuthOffer;
import io.sendwell.testkit.smtp.Settings.AuthRule;
import io.sendwell.testkit.smtp.Settings.Limits;
import io.sendwell.testkit.smtp.Settings.Quirk;
import io.sendwell.testkit.smtp.Settings.Tempo;
import io.sendwell.testkit.smtp.Settings.TlsOffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Describes a {@link FakeSmtp} before it starts. Unless told otherwise it offers every {@link SmtpExtension} with a size
 * limit of 35,882,577 octets, no TLS and no AUTH, and keeps mails up to 1 MiB whole in memory. For one thread.
 */
public final class FakeSmtpBuilder {
    /** What Gmail's servers announced in November 2026. */
    private static final long USUAL_SIZE_LIMIT = 35_882_577;

    private final Set<SmtpExtension> extensions = EnumSet.allOf(SmtpExtension.class);
    private final Set<AuthMechanism> mechanisms = EnumSet.noneOf(AuthMechanism.class);
    private final Set<AuthRule> authRules = EnumSet.noneOf(AuthRule.class);
    private final Set<Quirk> quirks = EnumSet.noneOf(Quirk.class);
    private final Map<String, String> passwords = new HashMap<>();
    private final Map<String, String> tokens = new HashMap<>();
    private String hostName = "mx.example.net";
    private long sizeLimit = USUAL_SIZE_LIMIT;
    private TlsOffer tls = new TlsOffer(TlsMode.NONE, TestCertificate.LOCALHOST, "");
    private ContentStorage storage = ContentStorage.DEFAULT;
    private int connections = Integer.MAX_VALUE;
    private int messagesPerConnection = Integer.MAX_VALUE;
    private int mailsRemembered = 100_000;
    private Duration latency = Duration.ZERO;
    private int octetsPerRead = Integer.MAX_VALUE;
    private Duration pauseBetweenReads = Duration.ZERO;
    private InstantSource clock = InstantSource.system();

    FakeSmtpBuilder() {}

    /** The name it gives itself in banner and EHLO reply; {@code mx.example.net} unless said. */
    public FakeSmtpBuilder hostName(String name) {
        hostName = name;
        return this;
    }

    /** Offers these extensions and no others. */
    public FakeSmtpBuilder offersOnly(SmtpExtension... offered) {
        extensions.clear();
        extensions.addAll(List.of(offered));
        return this;
    }

    /** Offers all it would, without these. */
    public FakeSmtpBuilder withholds(SmtpExtension... withheld) {
        Arrays.asList(withheld).forEach(extensions::remove);
        return this;
    }

    /** Announces and enforces a limit (RFC 1870). */
    public FakeSmtpBuilder sizeLimit(long octets) {
        sizeLimit = octets;
        return this;
    }

    /** TLS from the first octet (RFC 8314). */
    public FakeSmtpBuilder implicitTls() {
        return tls(TlsMode.IMPLICIT);
    }

    /** Offers STARTTLS (RFC 3207) and works without it, too. */
    public FakeSmtpBuilder startTls() {
        return tls(TlsMode.OFFERED);
    }

    /** Offers STARTTLS and takes no mail before it. */
    public FakeSmtpBuilder requiresStartTls() {
        return tls(TlsMode.REQUIRED);
    }

    /** Offers STARTTLS and then answers it with 454. */
    public FakeSmtpBuilder refusesStartTls() {
        return tls(TlsMode.OFFERED_BUT_REFUSED);
    }

    /**
     * Offers STARTTLS and sends these octets in plain text right behind its 220, as an attacker on the path could. A
     * client that takes them for a reply that came over TLS is open to response injection (RFC 3207 section 4.2).
     *
     * @param lines such as {@code "250 AUTH PLAIN\r\n"}
     */
    public FakeSmtpBuilder injectsBeforeTls(String lines) {
        tls = new TlsOffer(TlsMode.OFFERED, tls.certificate(), lines);
        return this;
    }

    /** The certificate it shows; {@link TestCertificate#LOCALHOST} unless said. */
    public FakeSmtpBuilder certificate(TestCertificate certificate) {
        tls = new TlsOffer(tls.mode(), certificate, tls.injectedBeforeHandshake());
        return this;
    }

    /** Lets this user log in by PLAIN and LOGIN. */
    public FakeSmtpBuilder user(String name, String password) {
        passwords.put(name, password);
        return mechanisms(AuthMechanism.PLAIN, AuthMechanism.LOGIN);
    }

    /** Lets this user log in by XOAUTH2. */
    public FakeSmtpBuilder token(String userName, String accessToken) {
        tokens.put(userName, accessToken);
        return mechanisms(AuthMechanism.XOAUTH2);
    }

    /** Offers these mechanisms and no others, whatever users there are. To be called after the users are named. */
    public FakeSmtpBuilder offersOnly(AuthMechanism... offered) {
        mechanisms.clear();
        return mechanisms(offered);
    }

    /** Offers and takes AUTH under TLS alone. */
    public FakeSmtpBuilder authOnlyAfterTls() {
        authRules.add(AuthRule.ONLY_AFTER_TLS);
        return this;
    }

    /** Takes mail from users who logged in, from nobody else (530 5.7.0). */
    public FakeSmtpBuilder requiresAuth() {
        authRules.add(AuthRule.REQUIRED);
        return this;
    }

    /** Knows HELO alone. */
    public FakeSmtpBuilder refusesEhlo() {
        quirks.add(Quirk.REFUSES_EHLO);
        return this;
    }

    /** Refuses bare CR or LF with 5.5.2 instead of only noting the violation, as servers do since SMTP smuggling. */
    public FakeSmtpBuilder refusesBareLineBreaks() {
        quirks.add(Quirk.REFUSES_BARE_LINE_BREAKS);
        return this;
    }

    /** Keeps mails up to this size whole in memory; of larger ones header section, size and SHA-256. */
    public FakeSmtpBuilder keepsContentUpTo(int octets) {
        storage = new ContentStorage(octets, true, storage.directory());
        return this;
    }

    /** Keeps header section, size and SHA-256 of every mail: for large mails in a small heap. */
    public FakeSmtpBuilder hashesContentOnly() {
        return keepsContentUpTo(0);
    }

    /** Keeps envelope and size alone: for benchmarks. */
    public FakeSmtpBuilder countsContentOnly() {
        storage = new ContentStorage(0, false, storage.directory());
        return this;
    }

    /** Also writes every mail into a file of this directory while it comes in, so that large ones can be read. */
    public FakeSmtpBuilder spoolsContentTo(Path directory) {
        storage = new ContentStorage(storage.octetsKept(), storage.hashing(), Optional.of(directory));
        return this;
    }

    /** Remembers the last {@code count} mails, and as many sessions and violations; 100,000 unless said. */
    public FakeSmtpBuilder remembersAtMost(int count) {
        mailsRemembered = count;
        return this;
    }

    /** Sends every reply so much later, without reading more slowly: a long network. */
    public FakeSmtpBuilder latency(Duration perReply) {
        latency = perReply;
        return this;
    }

    /** Reads at most so many octets at a time and pauses before each read: a slow server or network. */
    public FakeSmtpBuilder readsSlowly(int octets, Duration pause) {
        octetsPerRead = octets;
        pauseBetweenReads = pause;
        return this;
    }

    /** Answers 421 to MAIL after so many messages on one connection. */
    public FakeSmtpBuilder messagesPerConnection(int count) {
        messagesPerConnection = count;
        return this;
    }

    /** Answers 421 to every connection beyond so many at a time. */
    public FakeSmtpBuilder connections(int count) {
        connections = count;
        return this;
    }

    /** What time it is when a mail comes in; the system's unless said. Waits are real whatever it says. */
    public FakeSmtpBuilder clock(InstantSource time) {
        clock = time;
        return this;
    }

    /** Starts the server on a free port. */
    public FakeSmtp start() {
        return new FakeSmtp(new Settings(
                hostName,
                Collections.unmodifiableSet(EnumSet.copyOf(extensions)),
                sizeLimit,
                tls,
                new AuthOffer(
                        Collections.unmodifiableSet(EnumSet.copyOf(mechanisms)),
                        Map.copyOf(passwords),
                        Map.copyOf(tokens),
                        Set.copyOf(authRules)),
                storage,
                new Limits(connections, messagesPerConnection, mailsRemembered),
                new Tempo(latency, octetsPerRead, pauseBetweenReads),
                Set.copyOf(quirks),
                clock));
    }

    private FakeSmtpBuilder tls(TlsMode mode) {
        tls = new TlsOffer(mode, tls.certificate(), tls.injectedBeforeHandshake());
        return this;
    }

    private FakeSmtpBuilder mechanisms(AuthMechanism... offered) {
        mechanisms.addAll(List.of(offered));
        return this;
    }
}
