package io.sendwell.examples.rules;

import static io.sendwell.examples.rules.Rows.rule;
import static io.sendwell.examples.rules.Scene.MORNING;
import static io.sendwell.examples.rules.Scene.mail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sendwell.account.AccountId;
import io.sendwell.account.ConfigurationException;
import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsType;
import io.sendwell.dns.IpAddress;
import io.sendwell.dnsauth.dkim.DkimKey;
import io.sendwell.dnsauth.dkim.DkimKeys;
import io.sendwell.dnsauth.dkim.DkimRecord;
import io.sendwell.dnsauth.dkim.DkimSignature;
import io.sendwell.dnsauth.dkim.DkimSigner;
import io.sendwell.dnsauth.dkim.DkimVerification;
import io.sendwell.dnsauth.dkim.DkimVerifier;
import io.sendwell.dnsauth.dkim.KeyRecordCheck;
import io.sendwell.dnsauth.dkim.KeyRecordFinding;
import io.sendwell.dnsauth.dkim.KeyRing;
import io.sendwell.dnsauth.dmarc.DmarcDiscovery;
import io.sendwell.dnsauth.dmarc.DmarcEvaluator;
import io.sendwell.dnsauth.dmarc.DmarcGrade;
import io.sendwell.dnsauth.dmarc.IdentifierOutcome;
import io.sendwell.dnsauth.dmarc.PlannedMessage;
import io.sendwell.dnsauth.facts.DnsAuthorFacts;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.finding.FindingCode;
import io.sendwell.dnsauth.host.HostChecks;
import io.sendwell.dnsauth.host.HostFinding;
import io.sendwell.dnsauth.host.SendingHost;
import io.sendwell.dnsauth.ownership.OwnershipChallenge;
import io.sendwell.dnsauth.ownership.OwnershipCheck;
import io.sendwell.dnsauth.resolver.DnsClient;
import io.sendwell.dnsauth.spf.SpfEvaluator;
import io.sendwell.dnsauth.spf.SpfRecord;
import io.sendwell.dnsauth.spf.SpfRequest;
import io.sendwell.dnsauth.spf.SpfResult;
import io.sendwell.dnsauth.spf.SpfVerdict;
import io.sendwell.dnsauth.web.WebAnswer;
import io.sendwell.dnsauth.web.WebReader;
import io.sendwell.dnsauth.web.WebRequest;
import io.sendwell.domain.InMemoryDomainStore;
import io.sendwell.identity.AuthorDomainFacts;
import io.sendwell.identity.DmarcPolicy;
import io.sendwell.signing.Selector;
import io.sendwell.testkit.VirtualClock;
import io.sendwell.testkit.dns.DnsFault;
import io.sendwell.testkit.dns.FakeDns;
import io.sendwell.testkit.smtp.ReceivedMail;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The rules of SPF, DKIM, DMARC and ownership, asked of a name server on the loopback. */
class DomainRulesTest {

    private static final DomainName CUSTOMER = DomainName.parse("customer.example");
    private static final DomainName NEWS = DomainName.parse("news.customer.example");
    private static final DomainName VENDOR = DomainName.parse("mail.vendor.example");
    private static final IpAddress SERVER = IpAddress.parse("192.0.2.7");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final KeyPair PAIR = DkimKeys.createRsa();
    private static final KeyPair OTHER = DkimKeys.createRsa();
    private static final Selector S1 = Selector.of("s1");

    private interface Questions {
        void to(FakeDns dns, DnsClient resolver) throws Exception;
    }

    private static DynamicTest asked(String name, Questions questions) {
        return dynamicTest(name, () -> {
            try (FakeDns dns = FakeDns.start()) {
                questions.to(dns, DnsClient.of(dns.host() + ":" + dns.port()));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> spf() {
        return Stream.of(
                asked(
                        "D16 SPF is asked of the reverse-path's domain, and helps when that is aligned",
                        (dns, resolver) -> {
                            dns.publishText("bounce.customer.example", "v=spf1 ip4:192.0.2.7 -all")
                                    .publishText("customer.example", "v=spf1 -all")
                                    .publishText("mta.vendor.example", "v=spf1 -all");
                            SpfVerdict verdict = SpfEvaluator.over(resolver)
                                    .check(SpfRequest.mailFrom(
                                            SERVER, "b+1@bounce.customer.example", "mta.vendor.example"));
                            assertThat(verdict.result()).isEqualTo(SpfResult.PASS);
                            assertThat(verdict.trace().domain()).isEqualTo("bounce.customer.example");

                            dns.publishText("_dmarc.customer.example", "v=DMARC1; p=reject");
                            assertThat(grade(resolver, bySpf("bounce.customer.example")))
                                    .isEqualTo(DmarcGrade.PASSES_BY_SPF_ONLY);
                            assertThat(grade(resolver, bySpf("b.vendor.example")))
                                    .isEqualTo(DmarcGrade.FAILS);
                        }),
                asked("D17 one SPF record, and none that only looks like one", (dns, resolver) -> {
                    dns.publishText("none.example", "v=spf10 +all")
                            .publish("two.example", DnsType.TXT, "v=spf1 +all")
                            .publish("two.example", DnsType.TXT, "v=spf1 ip4:192.0.2.7 -all");
                    dns.replace("one.example", DnsType.TXT, "v=spf1 ip4:192.0.2.7 -all", "site-verification=x");
                    assertThat(spf(resolver, "none.example").result()).isEqualTo(SpfResult.NONE);
                    assertThat(spf(resolver, "one.example").result()).isEqualTo(SpfResult.PASS);
                    assertThat(spf(resolver, "two.example").result()).isEqualTo(SpfResult.PERMERROR);
                }),
                asked("D18 ten questions, two that find nothing, ten mail servers", (dns, resolver) -> {
                    IntStream.rangeClosed(1, 11)
                            .forEach(
                                    i -> dns.publishText("i" + i + ".example", "v=spf1 ip4:198.51.100." + i + " ?all"));
                    dns.publishText("ten.example", includes(10)).publishText("eleven.example", includes(11));
                    dns.publishText("voids.example", "v=spf1 a:v1.example a:v2.example a:v3.example +all");
                    dns.publishText("hosts.example", "v=spf1 mx:many.example +all");
                    IntStream.rangeClosed(1, 11).forEach(i -> {
                        dns.publish("many.example", DnsType.MX, i + " m" + i + ".example.");
                        dns.publish("m" + i + ".example", DnsType.A, "198.51.100." + i);
                    });
                    assertThat(spf(resolver, "ten.example").result()).isEqualTo(SpfResult.PASS);
                    SpfVerdict eleven = spf(resolver, "eleven.example");
                    assertThat(eleven.result()).isEqualTo(SpfResult.PERMERROR);
                    assertThat(eleven.offender().orElseThrow().text()).isEqualTo("include:i11.example");
                    assertThat(spf(resolver, "voids.example").result()).isEqualTo(SpfResult.PERMERROR);
                    assertThat(spf(resolver, "hosts.example").result()).isEqualTo(SpfResult.PERMERROR);
                }),
                asked("D19 one mistake breaks the whole record, and its correction is offered", (dns, resolver) -> {
                    dns.publishText("broken.example", "v=spf1 ip4:192.0.2.7 - all");
                    assertThat(spf(resolver, "broken.example").result()).isEqualTo(SpfResult.PERMERROR);
                    SpfRecord record = SpfRecord.parse("v=spf1 ip4:192.0.2.7 - all");
                    assertThat(record.isBroken()).isTrue();
                    assertThat(record.corrected().orElseThrow().text()).isEqualTo("v=spf1 ip4:192.0.2.7 -all");
                }));
    }

    @TestFactory
    Stream<DynamicTest> dkim() {
        return Stream.of(
                dynamicTest("D21 keys of 2048 bits, none below 1024, and Ed25519 never alone", () -> {
                    assertThat(DkimKeys.DEFAULT_RSA_BITS).isEqualTo(2048);
                    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                    generator.initialize(768);
                    KeyPair weak = generator.generateKeyPair();
                    assertThatIllegalArgumentException().isThrownBy(() -> DkimKey.of(CUSTOMER, S1, weak.getPrivate()));
                    DkimKey edwards =
                            DkimKey.of(CUSTOMER, S1, DkimKeys.createEd25519().getPrivate());
                    KeyRing.Builder alone = KeyRing.builder().ofOperator(edwards);
                    assertThatThrownBy(alone::build).isInstanceOf(ConfigurationException.class);
                }),
                rule(
                        "D21 signatures are rsa-sha256",
                        scene -> assertThat(signature(scene).algorithm()).isEqualTo("rsa-sha256")),
                rule("D22 relaxed/relaxed, by the domain in From, over octets of 7 bits", scene -> {
                    DkimSignature signature = signature(scene);
                    assertThat(signature.canonicalization()).isEqualTo("relaxed/relaxed");
                    assertThat(signature.signingDomain()).contains(DnsName.parse("customer.example"));
                    for (byte octet : scene.server().received().get(0).octets()) {
                        assertThat(octet).isNotNegative();
                    }
                }),
                rule("D22 the signature holds when it arrives", scene -> {
                    try (FakeDns dns = FakeDns.start()) {
                        assertThat(verified(dns, signed(scene).octets()).isPass())
                                .isTrue();
                    }
                }),
                rule("D23 what a reader sees is signed, once more than it is there, and no trace field is", scene -> {
                    List<String> named = signature(scene).signedFields().stream()
                            .map(String::toLowerCase)
                            .toList();
                    for (String field : List.of(
                            "from",
                            "subject",
                            "date",
                            "to",
                            "message-id",
                            "mime-version",
                            "content-type",
                            "content-transfer-encoding")) {
                        assertThat(Collections.frequency(named, field))
                                .as(field)
                                .isEqualTo(2);
                    }
                    assertThat(named)
                            .contains("reply-to", "cc", "list-unsubscribe", "list-unsubscribe-post", "auto-submitted")
                            .doesNotContain("return-path", "received", "dkim-signature");
                }),
                rule("D23 a field that somebody adds breaks the signature", scene -> {
                    try (FakeDns dns = FakeDns.start()) {
                        byte[] octets = signed(scene).octets();
                        for (String added :
                                List.of("From: eve@evil.example", "Subject: Win", "Reply-To: e@evil.example")) {
                            assertThat(verified(dns, Octets.join(added + "\r\n", octets))
                                            .isPass())
                                    .as(added)
                                    .isFalse();
                        }
                    }
                }),
                rule("D24 the whole body is signed, and when is said", scene -> {
                    DkimSignature signature = signature(scene);
                    assertThat(signature.bodyLength()).isEmpty();
                    assertThat(signature.signedAt()).isPresent();
                    try (FakeDns dns = FakeDns.start()) {
                        byte[] octets = scene.server().received().get(0).octets();
                        assertThat(verified(dns, Octets.join(octets, "appended\r\n"))
                                        .isPass())
                                .isFalse();
                    }
                }),
                asked("D25 the record of a key is found, whole, and of the key that signs", (dns, resolver) -> {
                    KeyRecordCheck check = KeyRecordCheck.over(resolver);
                    String text = DkimRecord.of(PAIR.getPublic()).text();
                    String name = "s1._domainkey.customer.example";
                    assertThat(codes(check)).contains(KeyRecordFinding.DKIM_KEY_NOT_PUBLISHED);

                    dns.publishText(name, text.substring(0, 200), text.substring(200));
                    assertThat(check.check(CUSTOMER, S1, PAIR.getPublic()).isUsable())
                            .isTrue();
                    assertThat(check.check(CUSTOMER, S1, OTHER.getPublic()).isUsable())
                            .isFalse();
                    dns.remove(name).publish(name, DnsType.CNAME, "key.vendor.example.");
                    dns.publishText("key.vendor.example", text.substring(0, 200), text.substring(200));
                    assertThat(check.check(CUSTOMER, S1, PAIR.getPublic()).isUsable())
                            .isTrue();

                    dns.remove(name).publishText(name, "v=DKIM1; p=");
                    assertThat(codes(check)).contains(KeyRecordFinding.DKIM_KEY_REVOKED);
                    String testing = text.replace("v=DKIM1;", "v=DKIM1; t=y;");
                    dns.remove(name).publishText(name, testing.substring(0, 200), testing.substring(200));
                    assertThat(codes(check)).contains(KeyRecordFinding.DKIM_KEY_TESTING);
                }));
    }

    @TestFactory
    Stream<DynamicTest> dmarc() {
        return Stream.of(
                asked("D27 the policy is found upwards in the tree, in the tag for the name", (dns, resolver) -> {
                    dns.zone("customer.example", "news IN A 192.0.2.1");
                    dns.publishText("_dmarc.customer.example", "v=DMARC1; p=reject; sp=quarantine; np=none; x=y");
                    assertThat(policy(resolver, "customer.example")).isEqualTo(DmarcPolicy.REJECT);
                    assertThat(policy(resolver, "news.customer.example")).isEqualTo(DmarcPolicy.QUARANTINE);
                    assertThat(policy(resolver, "never.customer.example")).isEqualTo(DmarcPolicy.NONE);
                    policyIs(dns, resolver, DmarcPolicy.ABSENT, "v=DMARC1; p=reject", "v=DMARC1; p=none");
                    policyIs(dns, resolver, DmarcPolicy.NONE, "v=DMARC1; rua=mailto:d@customer.example");
                    policyIs(dns, resolver, DmarcPolicy.ABSENT, "v=DMARC1; rf=afrf");
                    policyIs(dns, resolver, DmarcPolicy.ABSENT, "p=reject; v=DMARC1");
                }),
                asked("D27 the walk to the root asks eight times at the most", (dns, resolver) -> {
                    DmarcDiscovery.with(resolver)
                            .discover(DomainName.parse("a.b.c.d.e.f.g.h.i.j.k.customer.example"), PATIENCE);
                    assertThat(dns.questions())
                            .filteredOn(question -> question.toString().contains("_dmarc."))
                            .hasSizeLessThanOrEqualTo(9);
                }),
                asked("D28 a percentage and a test flag soften nothing", (dns, resolver) -> {
                    dns.zone("customer.example", "@ IN MX 10 mx\nmx IN A 192.0.2.1");
                    dns.publishText("_dmarc.customer.example", "v=DMARC1; p=reject; pct=0; rf=afrf; ri=1; t=y");
                    assertThat(policy(resolver, "customer.example")).isEqualTo(DmarcPolicy.REJECT);
                    assertThat(facts(resolver, InstantSource.system())
                                    .learn(CUSTOMER)
                                    .policy())
                            .isEqualTo(DmarcPolicy.REJECT);
                }),
                asked(
                        "D29 aligned is the same organization, or the same name where the policy is strict",
                        (dns, resolver) -> {
                            dns.publishText("_dmarc.customer.example", "v=DMARC1; p=reject");
                            assertThat(grade(resolver, PlannedMessage.from(NEWS).signedBy(CUSTOMER)))
                                    .isEqualTo(DmarcGrade.PASSES);
                            assertThat(grade(resolver, PlannedMessage.from(NEWS).signedBy(VENDOR)))
                                    .isEqualTo(DmarcGrade.FAILS);
                            dns.replace("_dmarc.customer.example", DnsType.TXT, "v=DMARC1; p=reject; adkim=s");
                            assertThat(grade(resolver, PlannedMessage.from(NEWS).signedBy(CUSTOMER)))
                                    .isEqualTo(DmarcGrade.FAILS);
                        }),
                rule("D29 an author under a strict policy is signed for by name", scene -> {
                    scene.bySmtp()
                            .smtpSigns("customer.example")
                            .confirmed("jo@news.customer.example")
                            .domain(
                                    "news.customer.example",
                                    AuthorDomainFacts.verified(DmarcPolicy.REJECT)
                                            .withOrganizationalDomain(CUSTOMER)
                                            .withStrictAlignment());
                    scene.send(mail().from("Jo Berg", "jo@news.customer.example"));
                    assertThat(scene.onlyOne().from()).contains("via.vendor.example");
                }),
                rule("D31 where the policy is reject, SPF alone is not enough", scene -> {
                    DomainName bounces = DomainName.parse("bounce.customer.example");
                    scene.bySmtp()
                            .jo(AuthorDomainFacts.verified(DmarcPolicy.REJECT)
                                    .withOrganizationalDomain(CUSTOMER)
                                    .withBounceDomain(bounces));
                    scene.send();
                    assertThat(scene.onlyOne().from()).contains("via.vendor.example");
                }),
                asked("D32 the last good answer holds for a day, and then it counts as reject", (dns, resolver) -> {
                    VirtualClock clock = VirtualClock.at(MORNING);
                    dns.zone("customer.example", "@ IN MX 10 mx\nmx IN A 192.0.2.1");
                    dns.publishText("_dmarc.customer.example", "v=DMARC1; p=none");
                    DnsAuthorFacts facts = facts(resolver, clock);
                    assertThat(facts.learn(CUSTOMER).policy()).isEqualTo(DmarcPolicy.NONE);
                    dns.inject(DnsFault.serverFailure());
                    clock.advance(Duration.ofHours(23));
                    assertThat(facts.learn(CUSTOMER).policy()).isEqualTo(DmarcPolicy.NONE);
                    clock.advance(Duration.ofHours(2));
                    assertThat(facts.learn(CUSTOMER).policy()).isEqualTo(DmarcPolicy.UNKNOWN);
                }),
                rule("D32 a policy that is not known counts as reject", scene -> {
                    scene.jo(AuthorDomainFacts.unverified(DmarcPolicy.UNKNOWN)).send();
                    assertThat(scene.onlyOne().from()).contains("via.vendor.example");
                }));
    }

    @TestFactory
    Stream<DynamicTest> ownership_and_servers() {
        return Stream.of(
                asked("D33 a domain is proven by a text that was made for this account", (dns, resolver) -> {
                    SecureRandom random = new SecureRandom();
                    OwnershipChallenge ours = OwnershipChallenge.begin(AccountId.of("ours"), CUSTOMER, MORNING, random);
                    OwnershipChallenge theirs =
                            OwnershipChallenge.begin(AccountId.of("theirs"), CUSTOMER, MORNING, random);
                    OwnershipCheck check = OwnershipCheck.using(
                                    resolver, WebReader.using(resolver).build(), InstantSource.fixed(MORNING))
                            .build();
                    dns.zone("customer.example", "@ IN MX 10 mx");
                    dns.publish(
                            ours.dnsEntry().name(), DnsType.TXT, ours.dnsEntry().value());
                    assertThat(check.check(ours, PATIENCE).isProven()).isTrue();
                    assertThat(check.check(theirs, PATIENCE).isProven()).isFalse();
                    // 128 bits are 26 characters of Base32.
                    assertThat(ours.text().length()).isGreaterThanOrEqualTo(26);
                }),
                asked("D33 the web root is read at public addresses only", (dns, resolver) -> {
                    dns.publish("customer.example", DnsType.A, "127.0.0.1");
                    dns.publish("inside.example", DnsType.A, "10.0.0.1");
                    WebReader reader = WebReader.using(resolver).build();
                    for (String host : List.of("customer.example", "inside.example")) {
                        WebAnswer answer = reader.read(WebRequest.https(DomainName.parse(host), "/x"), PATIENCE);
                        assertThat(answer)
                                .isInstanceOfSatisfying(
                                        WebAnswer.Unanswered.class,
                                        none -> assertThat(none.trouble())
                                                .isEqualTo(WebAnswer.Trouble.ADDRESS_NOT_PUBLIC));
                    }
                }),
                asked("D35 a server's address has a name that leads back to it", (dns, resolver) -> {
                    dns.publishText("mta.vendor.example", "v=spf1 ip4:192.0.2.7 -all");
                    dns.publish("mta.vendor.example", DnsType.A, "192.0.2.7");
                    dns.publish(SERVER.reverseName().toString(), DnsType.PTR, "mta.vendor.example.");
                    HostChecks checks =
                            HostChecks.using(resolver, WebReader.using(resolver).build(), InstantSource.system());
                    assertThat(failed(checks, "mta.vendor.example")).isEmpty();
                    assertThat(failed(checks, "localhost")).contains(HostFinding.HOST_HELO_NOT_FULL);
                    dns.replace(SERVER.reverseName().toString(), DnsType.PTR, "elsewhere.example.");
                    assertThat(failed(checks, "mta.vendor.example")).contains(HostFinding.HOST_REVERSE_NAME_DIFFERS);
                    dns.remove(SERVER.reverseName().toString());
                    assertThat(failed(checks, "mta.vendor.example")).contains(HostFinding.HOST_NO_REVERSE_NAME);
                }));
    }

    private static String includes(int count) {
        return "v=spf1 "
                + String.join(
                        " ",
                        IntStream.rangeClosed(1, count)
                                .mapToObj(i -> "include:i" + i + ".example")
                                .toList())
                + " +all";
    }

    private static SpfVerdict spf(DnsClient resolver, String domain) {
        return SpfEvaluator.over(resolver).check(SpfRequest.mailFrom(SERVER, "b@" + domain, "mta.vendor.example"));
    }

    private static PlannedMessage bySpf(String domain) {
        return PlannedMessage.from(CUSTOMER).withReversePath(DomainName.parse(domain), IdentifierOutcome.PASS);
    }

    private static DmarcGrade grade(DnsClient resolver, PlannedMessage message) {
        return new DmarcEvaluator(DmarcDiscovery.with(resolver))
                .predict(message, PATIENCE)
                .rfc9989()
                .grade();
    }

    private static DmarcPolicy policy(DnsClient resolver, String domain) {
        return DmarcDiscovery.with(resolver)
                .discover(DomainName.parse(domain), PATIENCE)
                .rfc9989()
                .declared();
    }

    private static void policyIs(FakeDns dns, DnsClient resolver, DmarcPolicy expected, String... records) {
        dns.replace("_dmarc.customer.example", DnsType.TXT, records);
        assertThat(policy(resolver, "customer.example"))
                .as(List.of(records).toString())
                .isEqualTo(expected);
    }

    private static DnsAuthorFacts facts(DnsClient resolver, InstantSource clock) {
        return DnsAuthorFacts.builder(resolver, new InMemoryDomainStore())
                .clock(clock)
                .build();
    }

    private static ReceivedMail signed(Scene scene) {
        scene.bySmtp()
                .jo(AuthorDomainFacts.verified(DmarcPolicy.REJECT))
                .signedBy(DkimSigner.using(KeyRing.builder()
                                .ofAccount(AccountId.of("cust1"), DkimKey.of(CUSTOMER, S1, PAIR.getPrivate()))
                                .build())
                        .build());
        scene.send(mail().subject("Gr\u00fc\u00dfe").text("Sch\u00f6ne Gr\u00fc\u00dfe\n"));
        return scene.server().received().get(0);
    }

    private static DkimSignature signature(Scene scene) {
        byte[] octets = signed(scene).octets();
        try (FakeDns dns = FakeDns.start()) {
            return verified(dns, octets).signatures().get(0).signature();
        }
    }

    private static DkimVerification verified(FakeDns dns, byte[] octets) {
        String text = DkimRecord.of(PAIR.getPublic()).text();
        dns.replace("s1._domainkey.customer.example", DnsType.TXT, text);
        return DkimVerifier.strict(DnsClient.of(dns.host() + ":" + dns.port()), InstantSource.system())
                .verify(octets);
    }

    private static List<FindingCode> codes(KeyRecordCheck check) {
        return check.check(CUSTOMER, S1, PAIR.getPublic()).findings().stream()
                .map(DomainFinding::code)
                .toList();
    }

    private static List<FindingCode> failed(HostChecks checks, String name) {
        Predicate<DomainFinding> stops = DomainFinding::stops;
        return checks.sendingHost(new SendingHost(name, List.of(SERVER)), PATIENCE).stream()
                .filter(stops)
                .map(DomainFinding::code)
                .toList();
    }
}
