package io.sendwell.examples.receivers;

import io.sendwell.address.EmailAddress;
import io.sendwell.address.Mailbox;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.IpAddress;
import io.sendwell.dnsauth.dkim.CheckedSignature;
import io.sendwell.dnsauth.dkim.DkimVerification;
import io.sendwell.dnsauth.dkim.DkimVerifier;
import io.sendwell.dnsauth.dmarc.AuthenticationResults;
import io.sendwell.dnsauth.dmarc.DmarcDiscovery;
import io.sendwell.dnsauth.dmarc.DmarcEvaluator;
import io.sendwell.dnsauth.dmarc.DmarcVerdict;
import io.sendwell.dnsauth.spf.SpfEvaluator;
import io.sendwell.dnsauth.spf.SpfRequest;
import io.sendwell.dnsauth.spf.SpfVerdict;
import io.sendwell.testkit.inbox.AuthenticationResult;
import io.sendwell.testkit.smtp.ReceivedMail;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How receivers would judge a mail if it came from the host that will send it one day. */
public final class ReceiversView {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final DnsResolver resolver;
    private final InstantSource clock;
    private final IpAddress host;
    private final String hostName;

    /**
     * @param host which is going to hand the mail over
     * @param hostName what it says in its greeting
     */
    public ReceiversView(DnsResolver resolver, InstantSource clock, IpAddress host, String hostName) {
        this.resolver = resolver;
        this.clock = clock;
        this.host = host;
        this.hostName = hostName;
    }

    /** SPF, each signature and DMARC, with reasons. */
    public List<AuthenticationResult> of(ReceivedMail mail) {
        SpfVerdict spf = SpfEvaluator.over(resolver).check(SpfRequest.mailFrom(host, mail.reversePath(), hostName));
        DkimVerification dkim = DkimVerifier.strict(resolver, clock).verify(mail.octets());
        List<AuthenticationResult> results = new ArrayList<>();
        results.add(new AuthenticationResult(
                "spf", spf.result().word(), "smtp.mailfrom=" + spf.request().spfDomain(), host + ": " + spf));
        if (dkim.signatures().isEmpty()) {
            results.add(new AuthenticationResult(
                    "dkim", dkim.verdict().result().word(), "", dkim.verdict().toString()));
        }
        dkim.signatures().forEach(signature -> results.add(result(signature)));
        author(mail)
                .ifPresent(author -> results.add(dmarc(
                        author,
                        AuthenticationResults.of(author.domain()).withSpf(spf).withSignatures(dkim))));
        return results;
    }

    private static AuthenticationResult result(CheckedSignature checked) {
        String domain =
                checked.signature().signingDomain().map(Object::toString).orElse("?");
        return new AuthenticationResult(
                "dkim",
                checked.verdict().result().word(),
                "header.d=" + domain + " header.s=" + checked.signature().selector(),
                checked.verdict().toString());
    }

    private AuthenticationResult dmarc(EmailAddress author, AuthenticationResults results) {
        DmarcVerdict verdict = new DmarcEvaluator(DmarcDiscovery.with(resolver))
                .evaluate(results, PATIENCE)
                .rfc9989();
        List<String> aligned = new ArrayList<>();
        verdict.alignedSpfDomain().ifPresent(domain -> aligned.add("SPF by " + domain));
        verdict.alignedSigningDomains().forEach(domain -> aligned.add("DKIM by " + domain));
        return new AuthenticationResult(
                "dmarc",
                verdict.result().name().toLowerCase(Locale.ROOT),
                "header.from=" + author.domain(),
                aligned.isEmpty()
                        ? "nothing that passes is aligned with the author; the domain asks for: "
                                + verdict.disposition().name().toLowerCase(Locale.ROOT)
                        : aligned.stream().collect(Collectors.joining(", ", "aligned: ", "")));
    }

    private static Optional<EmailAddress> author(ReceivedMail mail) {
        try {
            String from = mail.header("From").orElse("");
            String address = from.endsWith(">") ? from.substring(from.lastIndexOf('<') + 1, from.length() - 1) : from;
            return Optional.of(Mailbox.of(address).address());
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
