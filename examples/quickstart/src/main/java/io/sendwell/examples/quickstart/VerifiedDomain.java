package io.sendwell.examples.quickstart;

import io.sendwell.AccountSettings;
import io.sendwell.Receipt;
import io.sendwell.Sendwell;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dnsauth.dkim.DkimSigner;
import io.sendwell.dnsauth.dkim.KeyRecordCheck;
import io.sendwell.dnsauth.dkim.KeyRotation;
import io.sendwell.dnsauth.dkim.KeyVisibility;
import io.sendwell.dnsauth.dkim.RotationTimes;
import io.sendwell.dnsauth.facts.DnsAuthorFacts;
import io.sendwell.dnsauth.onboarding.AccountDomains;
import io.sendwell.dnsauth.onboarding.DomainListener;
import io.sendwell.dnsauth.onboarding.DomainOnboarding;
import io.sendwell.dnsauth.onboarding.DomainReport;
import io.sendwell.dnsauth.onboarding.Onboarding;
import io.sendwell.dnsauth.web.WebReader;
import io.sendwell.domain.InMemoryDomainStore;
import io.sendwell.identity.Operator;
import io.sendwell.message.Mail;
import io.sendwell.route.Route;
import io.sendwell.signing.InMemorySigningKeyStore;
import io.sendwell.smtp.SmtpServer;
import io.sendwell.smtp.SmtpTransport;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Locale;

/** A customer's domain, from the first instruction to mail that leaves without "on behalf of". */
final class VerifiedDomain implements AutoCloseable {

    private final KeyRotation keys;
    private final DomainOnboarding onboarding;
    private final AccountDomains domains;
    private final DnsAuthorFacts facts;
    private final Sendwell sendwell;

    VerifiedDomain(
            DnsResolver resolver, WebReader web, SmtpServer server, DomainListener listener, InstantSource clock) {
        InMemoryDomainStore store = new InMemoryDomainStore();
        keys = new KeyRotation(
                new InMemorySigningKeyStore(),
                KeyVisibility.by(KeyRecordCheck.over(resolver)),
                clock,
                RotationTimes.defaults());
        onboarding = DomainOnboarding.builder()
                .resolver(resolver)
                .webReader(web)
                .store(store)
                .keys(keys)
                .spfInclude("spf.vendor.example")
                .listener(listener)
                .clock(clock)
                .build();
        domains = onboarding.account("acme");
        facts = DnsAuthorFacts.builder(resolver, store)
                .confirmedMailboxes((account, mailbox) -> mailbox.toString().equals("erik@acme.example"))
                .clock(clock)
                .build();
        sendwell = Sendwell.builder()
                .operator(Operator.named("Acme CRM")
                        .senderField("mail@mail.vendor.example")
                        .rewritingDomain("via.vendor.example")
                        .build())
                .operatorServer(SmtpTransport.builder(server)
                        .signer(DkimSigner.using(keys::ring).clock(clock).build())
                        .build())
                .account(AccountSettings.of("acme").withFirstRoute(Route.OPERATOR_SMTP))
                .authorFacts(facts)
                .clock(clock)
                .build();
    }

    /** Tells the customer what to publish. */
    Onboarding begin(String domain, PrintStream out) {
        // README: begin
        Onboarding steps = domains.begin(domain);
        steps.dnsEntries().forEach(entry -> out.println(entry.zoneLine()));
        steps.webFile().ifPresent(file -> out.println("or place an empty file at " + file.url()));
        out.println(steps.plainWords(Locale.ENGLISH));
        // README: end
        return steps;
    }

    /** Looks what the customer published; whether mail leaves under the domain from now on. */
    boolean check(String domain, PrintStream out) {
        // README: begin
        DomainReport report = domains.check(domain); // reads DNS and the website, changes nothing
        domains.recordCheck(report); // is repeated by everyFewMinutes for a day
        out.println(report.explain(Locale.ENGLISH));
        return report.passed() && domains.activate(report).isActive(); // from now on no "on behalf of"
        // README: end
    }

    /** Sends a mail, and learns of the author's domain before. */
    Receipt send(Mail mail) {
        facts.learn(mail.from().address().domain());
        return sendwell.account("acme").send(mail);
    }

    /** For a timer: repeats checks, notices what was lost, and leads the keys through their lives. */
    void everyFewMinutes() {
        onboarding.checkDue(100);
        keys.advanceAll();
        facts.refreshDue(100);
    }

    @Override
    public void close() {
        sendwell.close();
    }
}
