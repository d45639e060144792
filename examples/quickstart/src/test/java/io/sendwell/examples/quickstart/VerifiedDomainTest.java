package io.sendwell.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.Receipt;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsType;
import io.sendwell.dnsauth.dkim.DkimVerification;
import io.sendwell.dnsauth.dkim.DkimVerifier;
import io.sendwell.dnsauth.onboarding.DomainChange;
import io.sendwell.dnsauth.onboarding.DomainChange.Kind;
import io.sendwell.dnsauth.onboarding.Onboarding;
import io.sendwell.dnsauth.publish.DnsEntry;
import io.sendwell.dnsauth.resolver.DnsClient;
import io.sendwell.identity.IdentityOutcome;
import io.sendwell.message.Mail;
import io.sendwell.smtp.SmtpServer;
import io.sendwell.testkit.VirtualClock;
import io.sendwell.testkit.dns.CustomerZone;
import io.sendwell.testkit.dns.FakeDns;
import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.testkit.smtp.ReceivedMail;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Onboarding, keys, rotation, signer, facts and the decision on identity together, over a real DNS, HTTPS and SMTP. */
class VerifiedDomainTest {

    private static final String DOMAIN = "acme.example";

    private final VirtualClock clock = VirtualClock.at(Instant.parse("2026-11-22T09:00:00Z"));
    private final FakeDns dns = FakeDns.start();
    private final DnsClient resolver = DnsClient.builder()
            .server(dns.address())
            .directAddress(dns.routes())
            .build();
    private final CustomerWebsite website = CustomerWebsite.of(DOMAIN);
    private final FakeSmtp server = FakeSmtp.builder().startTls().start();
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);
    private final List<DomainChange> told = new ArrayList<>();
    private final VerifiedDomain application = new VerifiedDomain(
            resolver,
            website.reader(resolver),
            SmtpServer.startTls(server.host()).withPort(server.port()).sslContext(FakeSmtp.clientSslContext()),
            told::add,
            clock);

    VerifiedDomainTest() {
        dns.zone("vendor.example", "spf IN TXT \"v=spf1 ip4:192.0.2.0/28 -all\"");
        CustomerZone.of(DOMAIN).publishTo(dns);
        dns.replace(DOMAIN, DnsType.A, "127.0.0.1").replace("www." + DOMAIN, DnsType.A, "127.0.0.1");
    }

    @AfterEach
    void close() {
        application.close();
        server.close();
        website.close();
        dns.close();
    }

    @Test
    void a_customer_publishes_step_by_step_and_mail_leaves_as_its_author_once_the_domain_is_active() {
        publishPolicy("none");
        Onboarding steps = application.begin(DOMAIN, out);
        assertThat(shown()).contains("s1._domainkey.acme.example. IN TXT").contains("https://acme.example/");
        assertLeavesOnBehalf();

        for (DnsEntry entry : steps.dnsEntries()) {
            assertThat(application.check(DOMAIN, out)).as("before %s", entry).isFalse();
            assertLeavesOnBehalf();
            publish(entry);
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(shown()).contains("Failed: (22-11-2026 09:00) @acme.example");

        assertThat(application.check(DOMAIN, out)).as(shown()).isTrue();
        assertLeavesAsTheAuthor();
        assertThat(kinds()).containsExactly(Kind.READY, Kind.ACTIVATED);
    }

    @Test
    void where_the_policy_forbids_mail_on_behalf_of_it_leaves_rewritten_until_the_domain_is_active() {
        publishPolicy("reject");
        Onboarding steps = application.begin(DOMAIN, out);
        assertThat(send().identity()).contains(IdentityOutcome.REWRITE);
        assertThat(newest().header("From"))
                .hasValueSatisfying(from -> assertThat(from).doesNotContain("@" + DOMAIN));

        activate(steps);

        assertLeavesAsTheAuthor();
    }

    @Test
    void nothing_leaves_under_a_domain_whose_proof_is_lost() {
        publishPolicy("none");
        Onboarding steps = application.begin(DOMAIN, out);
        activate(steps);
        dns.remove("_sendwell-challenge." + DOMAIN);

        afterDays(30);
        afterHours(1);
        assertThat(kinds()).containsExactly(Kind.READY, Kind.ACTIVATED, Kind.IN_GRACE);
        assertLeavesAsTheAuthor();
        afterHours(72);

        assertThat(kinds()).containsExactly(Kind.READY, Kind.ACTIVATED, Kind.IN_GRACE, Kind.LOST);
        assertLeavesOnBehalf();
        afterHours(1);
        assertLeavesOnBehalf();

        Onboarding again = application.begin(DOMAIN, out);
        assertThat(again.dnsEntries())
                .as("the key that is published serves again")
                .contains(keyEntry(steps));
        clock.advance(Duration.ofMinutes(1));
        again.dnsEntries().stream()
                .filter(entry -> entry.name().toString().startsWith("_sendwell"))
                .forEach(this::publish);
        assertThat(application.check(DOMAIN, out)).as(shown()).isTrue();
        assertLeavesAsTheAuthor();
    }

    @Test
    void a_key_whose_record_is_removed_signs_no_more_within_the_hour_and_again_when_it_is_back() {
        publishPolicy("none");
        Onboarding steps = application.begin(DOMAIN, out);
        activate(steps);
        dns.remove(keyEntry(steps).name().toString());
        afterDays(30);
        afterHours(1);
        assertThat(kinds()).containsExactly(Kind.READY, Kind.ACTIVATED, Kind.IN_GRACE);
        send();
        assertThat(newest().header("DKIM-Signature")).isEmpty();

        publish(keyEntry(steps));
        afterHours(1);

        assertThat(kinds()).containsExactly(Kind.READY, Kind.ACTIVATED, Kind.IN_GRACE, Kind.RESTORED);
        assertLeavesAsTheAuthor();
    }

    private void activate(Onboarding steps) {
        steps.dnsEntries().stream()
                .filter(entry -> !entry.name().toString().startsWith("_dmarc"))
                .forEach(this::publish);
        assertThat(application.check(DOMAIN, out)).as(shown()).isTrue();
    }

    private void assertLeavesOnBehalf() {
        assertThat(send().identity()).contains(IdentityOutcome.ON_BEHALF_OF);
        ReceivedMail mail = newest();
        assertThat(mail.header("From")).contains("Erik Maltby <erik@acme.example>");
        assertThat(mail.header("Sender")).contains("Acme CRM <mail@mail.vendor.example>");
        assertThat(mail.header("DKIM-Signature"))
                .as("a domain that is not proven")
                .isEmpty();
    }

    private void assertLeavesAsTheAuthor() {
        assertThat(send().identity()).contains(IdentityOutcome.ALIGNED);
        ReceivedMail mail = newest();
        assertThat(mail.header("From")).contains("Erik Maltby <erik@acme.example>");
        assertThat(mail.header("Sender")).isEmpty();
        DkimVerification verification = DkimVerifier.strict(resolver, clock).verify(mail.octets());
        assertThat(verification.isPass()).as("%s", verification).isTrue();
        assertThat(verification.signingDomains()).containsExactly(DnsName.parse(DOMAIN));
    }

    private Receipt send() {
        Receipt receipt = application.send(Mail.compose()
                .from("Erik Maltby", "erik@acme.example")
                .to("Jørgen Rode", "rode@customer.example")
                .subject("Follow up from last meeting")
                .text("See you on Monday.")
                .build());
        assertThat(receipt.allAccepted()).as(receipt.explain()).isTrue();
        return receipt;
    }

    private ReceivedMail newest() {
        List<ReceivedMail> received = server.received();
        return received.get(received.size() - 1);
    }

    private void publishPolicy(String policy) {
        dns.publishText("_dmarc." + DOMAIN, "v=DMARC1; p=" + policy);
    }

    private void publish(DnsEntry entry) {
        dns.publish(entry.name(), entry.type(), entry.value());
    }

    private static DnsEntry keyEntry(Onboarding steps) {
        return steps.dnsEntries().stream()
                .filter(entry -> entry.name().toString().contains("._domainkey."))
                .findFirst()
                .orElseThrow();
    }

    private void afterDays(int days) {
        afterHours(24 * days);
    }

    private void afterHours(int hours) {
        clock.advance(Duration.ofHours(hours));
        application.everyFewMinutes();
    }

    private List<Kind> kinds() {
        return told.stream().map(DomainChange::kind).toList();
    }

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }
}
