package io.sendwell.examples.rules;

import static io.sendwell.examples.rules.Rows.codes;
import static io.sendwell.examples.rules.Rows.rule;
import static io.sendwell.examples.rules.Rows.stopped;
import static io.sendwell.examples.rules.Scene.ADDRESS;
import static io.sendwell.examples.rules.Scene.JO;
import static io.sendwell.examples.rules.Scene.KIM;
import static io.sendwell.examples.rules.Scene.MORNING;
import static io.sendwell.examples.rules.Scene.mail;
import static io.sendwell.examples.rules.Scene.newsletter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sendwell.account.AccountId;
import io.sendwell.account.Secret;
import io.sendwell.address.DomainName;
import io.sendwell.address.EmailAddress;
import io.sendwell.address.Mailbox;
import io.sendwell.campaign.Broadcast;
import io.sendwell.campaign.Recipient;
import io.sendwell.check.Finding;
import io.sendwell.check.FindingStatus;
import io.sendwell.dnsauth.dkim.DkimKey;
import io.sendwell.dnsauth.dkim.DkimKeys;
import io.sendwell.dnsauth.dkim.DkimRecord;
import io.sendwell.dnsauth.dkim.DkimSigner;
import io.sendwell.dnsauth.dkim.DkimVerifier;
import io.sendwell.dnsauth.dkim.KeyRing;
import io.sendwell.dnsauth.resolver.DnsClient;
import io.sendwell.identity.AuthorDomainFacts;
import io.sendwell.identity.DmarcPolicy;
import io.sendwell.identity.IdentityOutcome;
import io.sendwell.identity.Operator;
import io.sendwell.message.MessageClass;
import io.sendwell.mime.MessageSigner;
import io.sendwell.policy.SendingPolicy.MassConsent;
import io.sendwell.signing.Selector;
import io.sendwell.testkit.VirtualClock;
import io.sendwell.testkit.dns.FakeDns;
import io.sendwell.testkit.smtp.ReceivedMail;
import io.sendwell.unsubscribe.PageReply;
import io.sendwell.unsubscribe.PageRequest;
import io.sendwell.unsubscribe.UnsubscribeLinks;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What receivers demand of bulk mail, and the rules of unsubscribing. */
class UnsubscribeRulesTest {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String ONE_CLICK = "List-Unsubscribe=One-Click";
    private static final KeyPair PAIR = DkimKeys.createRsa();

    @TestFactory
    Stream<DynamicTest> demands_of_receivers() {
        return Stream.of(
                rule("D30 a broadcast leaves under a domain with a DMARC record, which is ready to paste", scene -> {
                    scene.espSigns("customer.example").jo(AuthorDomainFacts.verified(DmarcPolicy.ABSENT));
                    stopped(scene, newsletter(), "DMARC_RECORD_MISSING");
                    assertThat(scene.account()
                                    .check(newsletter().build())
                                    .stops()
                                    .get(0)
                                    .fix())
                            .contains("_dmarc.customer.example. IN TXT \"v=DMARC1; p=none; rua=");
                    scene.send();
                    assertThat(scene.onlyOne().from()).contains(JO);
                }),
                rule(
                        "D38 one mail of a broadcast is bulk mail already",
                        scene -> stopped(
                                scene, mail().messageClass(MessageClass.MASS).text(ADDRESS), "UNSUBSCRIBE_MISSING")),
                rule("D39 no broadcast leaves without alignment by itself", scene -> {
                    assertThat(scene.send().identity()).contains(IdentityOutcome.ON_BEHALF_OF);
                    assertThat(scene.send(newsletter()).identity()).contains(IdentityOutcome.REWRITE);
                }),
                rule("D39 who is not known to sign is told before a broadcast", scene -> {
                    scene.byOwnServer(server -> server.allowing("customer.example"));
                    assertThat(scene.account().check(newsletter().build()).advice())
                            .extracting(Finding::code)
                            .contains("BULK_NOT_AUTHENTICATED");
                }),
                rule("D41 receivers that insist on alignment get it", scene -> {
                    for (String receiver : List.of("laposte.net", "gmx.de", "web.de")) {
                        scene.send(mail().onlyTo(Mailbox.of("kim@" + receiver)));
                    }
                    assertThat(scene.left())
                            .hasSize(3)
                            .allMatch(wire -> wire.from().contains("via.vendor.example"));
                }),
                rule("D43 who unsubscribes gets no broadcast from then on", scene -> {
                    scene.withLinks();
                    URI link = leaving(scene);
                    post(scene, link, FORM, ONE_CLICK);
                    assertThat(codes(
                                    scene.account().send(broadcast()).receipts().get(0)))
                            .containsExactly("RECIPIENT_OPTED_OUT");
                    assertThat(scene.left()).hasSize(1);
                }),
                rule("D46 no broadcast without consent", scene -> {
                    scene.withPolicy(figures -> figures.massConsent(MassConsent.REQUIRED));
                    stopped(scene, newsletter(), "CONSENT_NOT_KNOWN");
                }),
                rule("D47 an author's address with characters that receivers refuse", scene -> {
                    for (String odd : List.of("jo$x", "jo?x", "jo{x}")) {
                        scene.confirmed(odd + "@customer.example");
                    }
                    for (String odd : List.of("jo$x", "jo?x", "jo{x}")) {
                        stopped(scene, mail().from("Jo Berg", odd + "@customer.example"), "ADDRESS_ODD_CHARACTERS");
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> unsubscribing() {
        return Stream.of(
                rule("D48 one https link and one mailto in List-Unsubscribe, and the post", scene -> {
                    scene.bySmtp().with(builder -> builder.unsubscribe(Scene.LINKS.mailto("u@u.vendor.example")));
                    scene.account().send(broadcast());
                    ReceivedMail mail = scene.server().received().get(0);
                    assertThat(mail.headers("List-Unsubscribe-Post")).containsExactly(ONE_CLICK);
                    assertThat(mail.headers("List-Unsubscribe"))
                            .hasSize(1)
                            .first()
                            .asString()
                            .matches("<https://u\\.vendor\\.example/o/[^>]+>,\\s*<mailto:u@u\\.vendor\\.example[^>]*>");
                }),
                rule("D49 a post unsubscribes, however it is written, and more than once does no harm", scene -> {
                    scene.withLinks();
                    URI link = leaving(scene);
                    String parts = String.join(
                            "\r\n",
                            "--b",
                            "Content-Disposition: form-data; name=\"List-Unsubscribe\"",
                            "",
                            "One-Click",
                            "--b--",
                            "");
                    for (PageReply reply : List.of(
                            post(scene, link, "multipart/form-data; boundary=b", parts),
                            post(scene, link, FORM, ONE_CLICK))) {
                        assertThat(reply.status()).isEqualTo(200);
                        assertThat(lowered(reply)).doesNotContainKeys("location", "set-cookie");
                    }
                    assertThat(optedOut(scene)).isTrue();
                }),
                rule("D49 whoever only looks at the page has not left", scene -> {
                    scene.withLinks();
                    PageReply page = scene.sendwell()
                            .unsubscribeHandler()
                            .answer(PageRequest.of("GET", leaving(scene).getPath(), Map.of(), new byte[0]));
                    assertThat(page.status()).isEqualTo(200);
                    assertThat(optedOut(scene)).isFalse();
                }),
                rule("D50 the token says nothing and cannot be made up", scene -> {
                    scene.withLinks();
                    URI link = leaving(scene);
                    assertThat(link.toString()).doesNotContain("kim", "rcpt", "cust1");
                    String path = link.getPath();
                    for (int i = path.length() - 1; i > path.length() - 12; i--) {
                        char other = path.charAt(i) == 'A' ? 'B' : 'A';
                        post(
                                scene,
                                URI.create("https://u.vendor.example" + path.substring(0, i) + other
                                        + path.substring(i + 1)),
                                FORM,
                                ONE_CLICK);
                    }
                    URI foreign = UnsubscribeLinks.at(
                                    "https://u.vendor.example/o", Secret.of("a secret of somebody else entirely"))
                            .link(
                                    AccountId.of("cust1"),
                                    EmailAddress.parse(KIM),
                                    Optional.empty(),
                                    InstantSource.system().instant())
                            .url();
                    post(scene, foreign, FORM, ONE_CLICK);
                    assertThat(optedOut(scene)).isFalse();
                }),
                rule("D50 the link works for 60 days at least, and for years by default", scene -> {
                    VirtualClock clock = VirtualClock.at(MORNING);
                    scene.at(clock).withLinks();
                    URI link = leaving(scene);
                    clock.advance(Duration.ofDays(1_000));
                    assertThat(post(scene, link, FORM, ONE_CLICK).status()).isEqualTo(200);
                    assertThat(optedOut(scene)).isTrue();
                    assertThatIllegalArgumentException().isThrownBy(() -> Scene.LINKS.validFor(Duration.ofDays(59)));
                }),
                rule("D51 by SMTP the signature covers link and post", scene -> {
                    scene.bySmtp().withLinks().signedBy(signer());
                    scene.account().send(broadcast());
                    byte[] octets = scene.server().received().get(0).octets();
                    assertThat(passes(octets)).isTrue();
                    assertThat(passes(Octets.join("List-Unsubscribe: <https://evil.example/>\r\n", octets)))
                            .isFalse();
                    assertThat(passes(Octets.join("List-Unsubscribe-Post: x\r\n", octets)))
                            .isFalse();
                }),
                rule("D51 of what the ESP signs nothing is known, and nothing passes", scene -> {
                    assertThat(signature(scene)).containsExactly(FindingStatus.NOT_CHECKED);
                    try (Scene signing = new Scene()) {
                        assertThat(signature(signing.bySmtp().signedBy(signer())))
                                .containsExactly(FindingStatus.PASS);
                    }
                }),
                rule("D53 the link is seen in both parts, before Gmail hides the rest", scene -> {
                    String link = "https://customer.example/bye?person=7";
                    String seen = "<a href=\"" + link + "\">Unsubscribe</a><p>" + ADDRESS + "</p>";
                    stopped(scene, newsletter().html("<p>Hi</p><p>" + ADDRESS + "</p>"), "NO_VISIBLE_UNSUBSCRIBE");
                    stopped(scene, newsletter().text("Hi. " + ADDRESS), "NO_VISIBLE_UNSUBSCRIBE");
                    stopped(
                            scene,
                            newsletter().html("<p>" + ADDRESS + "</p>" + "<p>Hello</p>".repeat(10_000) + seen),
                            "NO_VISIBLE_UNSUBSCRIBE");
                    scene.send(newsletter().html(seen));
                    assertThat(scene.left()).hasSize(1);
                }),
                rule("D59 complaints are asked for only where the operator wants them, under the signature", scene -> {
                    scene.bySmtp()
                            .signedBy(signer())
                            .operator(operator -> complaints(operator.rewritingDomain("via.vendor.example")));
                    scene.send(newsletter());
                    ReceivedMail mail = scene.server().received().get(0);
                    assertThat(mail.header("CFBL-Address")).contains("fbl@vendor.example; report=arf");
                    assertThat(passes(Octets.join("CFBL-Address: eve@evil.example\r\n", mail.octets())))
                            .isFalse();
                    assertThat(passes(Octets.join("CFBL-Feedback-ID: 1\r\n", mail.octets())))
                            .isFalse();
                    try (Scene other = new Scene()) {
                        other.bySmtp().send(newsletter());
                        assertThat(other.server().received().get(0).header("CFBL-Address"))
                                .isEmpty();
                    }
                }));
    }

    private static Operator.Builder complaints(Operator.Builder operator) {
        return operator.bounceDomain("b.vendor.example")
                .bounceSecret(Secret.of("a secret of the operator"))
                .complaintAddress("fbl@vendor.example");
    }

    private static Broadcast broadcast() {
        return Broadcast.compose(mail -> mail.from("Jo Berg", JO)
                        .subject("Spring")
                        .html("<p>It is here. <a href=\"{{unsubscribe}}\">Unsubscribe</a></p><p>" + ADDRESS + "</p>"))
                .audience(List.of(KIM), address -> Recipient.of("", address))
                .build();
    }

    private static URI leaving(Scene scene) {
        scene.account().send(broadcast());
        Matcher link = Pattern.compile("https://u\\.vendor\\.example/o/[^\"&> ]+")
                .matcher(scene.onlyOne().html());
        assertThat(link.find()).isTrue();
        return URI.create(link.group());
    }

    private static PageReply post(Scene scene, URI link, String type, String body) {
        return scene.sendwell()
                .unsubscribeHandler()
                .answer(PageRequest.of(
                        "POST",
                        link.getPath(),
                        Map.of("Content-Type", List.of(type)),
                        body.getBytes(StandardCharsets.UTF_8)));
    }

    private static Map<String, String> lowered(PageReply reply) {
        Map<String, String> lowered = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        lowered.putAll(reply.headers());
        return lowered;
    }

    private static boolean optedOut(Scene scene) {
        return !scene.account().optOuts().of(EmailAddress.parse(KIM)).isEmpty();
    }

    private static List<FindingStatus> signature(Scene scene) {
        return scene.account().check(newsletter().build()).findings().stream()
                .filter(finding -> finding.code().equals("UNSUBSCRIBE_NOT_SIGNED"))
                .map(Finding::status)
                .toList();
    }

    private static MessageSigner signer() {
        DkimKey key = DkimKey.of(DomainName.parse("vendor.example"), Selector.of("s1"), PAIR.getPrivate());
        DkimKey rewriting = DkimKey.of(DomainName.parse("via.vendor.example"), Selector.of("s1"), PAIR.getPrivate());
        return DkimSigner.using(
                        KeyRing.builder().ofOperator(key).ofOperator(rewriting).build())
                .alsoSigningAs(DomainName.parse("vendor.example"))
                .build();
    }

    private static boolean passes(byte[] octets) {
        try (FakeDns dns = FakeDns.start()) {
            String record = DkimRecord.of(PAIR.getPublic()).text();
            for (String domain : List.of("vendor.example", "via.vendor.example", "cust1.via.vendor.example")) {
                dns.publishText("s1._domainkey." + domain, record.substring(0, 200), record.substring(200));
            }
            return DkimVerifier.strict(DnsClient.of(dns.host() + ":" + dns.port()), InstantSource.system())
                    .verify(octets)
                    .isPass();
        }
    }
}
