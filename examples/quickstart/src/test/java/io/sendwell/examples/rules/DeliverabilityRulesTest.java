package io.sendwell.examples.rules;

import static io.sendwell.examples.rules.Scene.JO;
import static io.sendwell.examples.rules.Scene.KIM;
import static io.sendwell.examples.rules.Scene.mail;
import static io.sendwell.examples.rules.Scene.newsletter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sendwell.Receipt;
import io.sendwell.address.EmailAddress;
import io.sendwell.address.Mailbox;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.check.Finding;
import io.sendwell.identity.AuthorDomainFacts;
import io.sendwell.identity.AuthorDomainFacts.Existence;
import io.sendwell.identity.AuthorDomainFacts.Verification;
import io.sendwell.identity.DmarcPolicy;
import io.sendwell.identity.IdentityOutcome;
import io.sendwell.message.Attachment;
import io.sendwell.message.MailBuilder;
import io.sendwell.message.MessageClass;
import io.sendwell.policy.SendingPolicy;
import io.sendwell.route.Route;
import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.testkit.smtp.SmtpExtension;
import io.sendwell.testkit.smtp.TestCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * One row for each MUST rule of sender identity, security, and content and size: a mail is sent, or tried, and what left
 * is read on the far side. Switching a rule off fails its row. The table of identities is in {@link IdentityTableTest}.
 */
class DeliverabilityRulesTest {

    private static final long SEVEN_MEBIBYTES = 7 * SendingPolicy.MEBIBYTE;

    private interface Steps {
        void on(Scene scene) throws Exception;
    }

    private static DynamicTest rule(String name, Steps steps) {
        return dynamicTest(name, () -> {
            try (Scene scene = new Scene()) {
                steps.on(scene);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> sender_identity() {
        return Stream.of(
                rule("D1 one From field with one mailbox", scene -> {
                    scene.bySmtp().send(mail().from("Ann Lee", JO).from("Jo Berg", JO));
                    assertThat(scene.server().received().get(0).headers("From"))
                            .containsExactly("Jo Berg <" + JO + ">");
                    refused(scene, mail().from("Jo Berg", JO + ", ann@customer.example"), "From");
                    refused(scene, mail().header("From", "ann@customer.example"), "From");
                }),
                rule("D2 a Sender field that differs from From, or none", scene -> {
                    scene.bySmtp().confirmed("mail@mail.vendor.example");
                    scene.domain("mail.vendor.example", AuthorDomainFacts.unverified(DmarcPolicy.NONE));
                    scene.send();
                    scene.send(mail().from("Acme CRM", "mail@mail.vendor.example"));
                    scene.send(mail().from("Acme CRM", "Mail@mail.vendor.example"));
                    assertThat(scene.server().received())
                            .extracting(received -> received.headers("Sender"))
                            .containsExactly(List.of("Acme CRM <mail@mail.vendor.example>"), List.of(), List.of());
                }),
                rule("D3 a Sender field does not stand in for DMARC", scene -> {
                    scene.bySmtp().jo(AuthorDomainFacts.unverified(DmarcPolicy.QUARANTINE));
                    scene.send();
                    assertThat(scene.onlyOne().senderField()).isEmpty();
                    assertThat(scene.onlyOne().from()).doesNotContain(JO);
                }),
                rule("D4 Reply-To only where replies go elsewhere than to From, and one mailbox", scene -> {
                    scene.bySmtp();
                    scene.send();
                    scene.send(mail().replyTo("Jo again", JO));
                    scene.send(mail().replyTo("Jo again", "JO@customer.example"));
                    scene.send(mail().replyTo("Ann Lee", "ann@customer.example"));
                    refused(scene, mail().replyTo("ann@customer.example, " + JO), "Reply-To");
                    assertThat(scene.left())
                            .extracting(wire -> wire.replyTo().orElse("none"))
                            .containsExactly("none", "none", "none", "Ann Lee <ann@customer.example>");
                }),
                rule("D4 Reply-To of a rewritten From is the author's mailbox", scene -> {
                    scene.jo(AuthorDomainFacts.unverified(DmarcPolicy.REJECT)).send();
                    assertThat(scene.onlyOne().replyTo()).contains("Jo Berg <" + JO + ">");
                }),
                rule("D5 the reverse-path is the operator's, not From", scene -> {
                    Receipt receipt = scene.bySmtp().send();
                    assertThat(scene.onlyOne().reversePath()).contains("b+" + receipt.id() + "@b.vendor.example");
                }),
                rule("D6 the reverse-path names the copy and is signed, in 64 octets", scene -> {
                    scene.bySmtp()
                            .operator(operator -> operator.bounceDomain("b.vendor.example")
                                    .bounceSecret(io.sendwell.account.Secret.of("a secret of the operator")));
                    Receipt receipt = scene.send();
                    String path = scene.onlyOne().reversePath().orElseThrow();
                    assertThat(path).matches("b\\+" + receipt.id() + "\\.[0-9a-f]{16}@b\\.vendor\\.example");
                    assertThat(path.indexOf('@')).isLessThanOrEqualTo(64);
                }),
                rule("D7 no mail has the null reverse-path", scene -> {
                    scene.bySmtp();
                    for (MessageClass each : MessageClass.values()) {
                        scene.send(each == MessageClass.MASS ? newsletter() : mail().messageClass(each));
                    }
                    assertThat(scene.server().received())
                            .hasSize(3)
                            .noneMatch(received -> received.reversePath().isEmpty());
                }),
                rule("D8 a mailbox that nobody confirmed does not stand in From", scene -> {
                    stopped(scene, mail().from("Ann Lee", "ann@customer.example"), "FROM_MAILBOX_UNCONFIRMED");
                    scene.send();
                    assertThat(scene.left()).hasSize(1);
                }),
                rule("D9 a mailbox provider's domain never stands in From", scene -> {
                    List<String> providers = List.of(
                            "gmail.com",
                            "googlemail.com",
                            "yahoo.com",
                            "yahoo.co.uk",
                            "yahoo.fr",
                            "aol.com",
                            "outlook.com",
                            "hotmail.com",
                            "hotmail.co.uk",
                            "live.com",
                            "live.nl",
                            "msn.com",
                            "icloud.com",
                            "me.com",
                            "mac.com",
                            "gmx.de",
                            "gmx.net",
                            "web.de",
                            "proton.me");
                    for (String provider : providers) {
                        scene.confirmed("jo@" + provider)
                                .domain(provider, AuthorDomainFacts.unverified(DmarcPolicy.NONE));
                    }
                    for (String provider : providers) {
                        scene.send(mail().from("Jo Berg", "jo@" + provider));
                    }
                    assertThat(scene.left())
                            .hasSize(providers.size())
                            .allMatch(wire -> wire.from().endsWith("@cust1.via.vendor.example>"));
                }),
                rule("D9 a domain of the customer's own that begins like a provider's is the customer's", scene -> {
                    scene.confirmed("jo@live.customer.example")
                            .domain("live.customer.example", AuthorDomainFacts.unverified(DmarcPolicy.NONE))
                            .send(mail().from("Jo Berg", "jo@live.customer.example"));
                    assertThat(scene.onlyOne().from()).isEqualTo("Jo Berg <jo@live.customer.example>");
                }),
                rule("D10 a rewritten From names user and vendor, always the same for the same author", scene -> {
                    scene.jo(AuthorDomainFacts.unverified(DmarcPolicy.REJECT)).confirmed("ann@customer.example");
                    scene.send();
                    scene.send();
                    scene.send(mail().from("Jo Berg", "ann@customer.example"));
                    List<String> from = scene.left().stream().map(Wire::from).toList();
                    assertThat(from.get(0))
                            .matches("Jo Berg via Acme CRM <jo\\.[0-9a-f]{8}@cust1\\.via\\.vendor\\.example>")
                            .isEqualTo(from.get(1))
                            .isNotEqualTo(from.get(2));
                }),
                rule("D12 the firm behind a broadcast is seen, whatever stands in From", scene -> {
                    scene.send(newsletter().from("Jo's Shop", JO));
                    assertThat(scene.onlyOne().from()).startsWith("Jo's Shop via Acme CRM <");
                    assertThat(scene.onlyOne().replyTo()).contains("Jo's Shop <" + JO + ">");
                }),
                rule("D14 a domain that takes no mail does not stand in From", scene -> {
                    scene.jo(AuthorDomainFacts.verified(DmarcPolicy.NONE).withExistence(Existence.DEAD));
                    stopped(scene, mail(), "FROM_DOMAIN_DEAD");
                }),
                rule("D15 a domain is used only by the account that proved it", scene -> {
                    scene.jo(AuthorDomainFacts.unverified(DmarcPolicy.NONE)
                            .withVerification(Verification.OF_ANOTHER_ACCOUNT));
                    stopped(scene, mail(), "DOMAIN_NOT_OWNED_BY_ACCOUNT");
                }),
                rule("D15 a key at the ESP is no proof", scene -> {
                    Receipt receipt = scene.espSigns("customer.example").send();
                    assertThat(scene.onlyOne().from()).doesNotContain(JO);
                    assertThat(receipt.plan().chosen().orElseThrow().identity().alarm())
                            .isPresent();
                }));
    }

    @TestFactory
    Stream<DynamicTest> security() {
        return Stream.of(
                rule("D86 no line break, NUL or separator in anything that becomes a header", scene -> {
                    for (String evil : List.of("\r", "\n", "\r\n", "\0", "\u2028", "\u2029", "\u0085", "\u000b")) {
                        String value = "a" + evil + "Bcc: eve@evil.example";
                        refused(scene, mail().subject(value), "subject");
                        refused(scene, mail().from(value, JO), "From");
                        refused(scene, mail().from("", "jo" + evil + "@customer.example"), "From");
                        refused(scene, mail().to(value, KIM), "To");
                        refused(scene, mail().to("", KIM + evil), "To");
                        refused(scene, mail().cc(value, KIM), "Cc");
                        refused(scene, mail().bcc(KIM + evil), "Bcc");
                        refused(scene, mail().replyTo(value, JO), "Reply-To");
                        refused(scene, mail().header("X-Ticket", value), "X-Ticket");
                        refused(scene, mail().header("X" + evil, "1"), "header field");
                        refused(scene, mail().campaign(value), "campaign");
                        refused(scene, mail().about(value), "about");
                        assertThatIllegalArgumentException()
                                .isThrownBy(() -> Attachment.of("a" + evil + ".txt", new byte[1]));
                        assertThatIllegalArgumentException()
                                .isThrownBy(() ->
                                        Attachment.of("a.txt", new byte[1]).inline("a" + evil));
                        stopped(scene, mail().subject("Hi {{first}}").merge("first", value), "MERGE_VALUE_UNSAFE");
                    }
                    assertThat(scene.left()).isEmpty();
                }),
                rule("D87 an address outside ASCII is never narrowed to octets", scene -> {
                    scene.bySmtp().server(server -> server.withholds(SmtpExtension.SMTPUTF8));
                    // In Bcc it stands in the envelope alone, where no renderer would stop it.
                    Receipt receipt = scene.send(mail().bcc("kim\u760d\u760arcpt@rcpt.example"));
                    assertThat(receipt.explain()).contains("ADDRESS_NEEDS_SMTPUTF8");
                    assertThat(scene.left()).isEmpty();
                    assertThat(scene.server().violations()).isEmpty();
                }),
                rule("D88 names of header fields", scene -> {
                    Stream.of(
                                    "",
                                    "a b",
                                    "a:b",
                                    "X-\u00d8",
                                    "a".repeat(65),
                                    "From",
                                    "sender",
                                    "Reply-To",
                                    "To",
                                    "Cc",
                                    "BCC",
                                    "Return-Path",
                                    "Date",
                                    "Message-ID",
                                    "Received",
                                    "DKIM-Signature",
                                    "ARC-Seal",
                                    "Authentication-Results",
                                    "List-Unsubscribe",
                                    "Auto-Submitted",
                                    "Content-Type",
                                    "MIME-Version",
                                    "Resent-From",
                                    "X-MJ-CustomID",
                                    "X-Mailjet-Campaign")
                            .forEach(name -> refused(scene, mail().header(name, "x"), "header field"));
                    scene.send(mail().header("X-Ticket", "17"));
                    assertThat(scene.mailjet().accepted().get(0).headers()).containsEntry("X-Ticket", "17");
                }),
                rule("D89 odd addresses", scene -> {
                    Stream.of(
                                    "\"kim lee\"@rcpt.example",
                                    "kim(x)@rcpt.example",
                                    "Group: kim@rcpt.example;",
                                    "@a.example:kim@rcpt.example",
                                    "kim@[192.0.2.1]",
                                    "=?utf-8?q?kim?=@rcpt.example",
                                    "kim%evil.example@rcpt.example",
                                    "evil!kim@rcpt.example",
                                    ".kim@rcpt.example",
                                    "kim.@rcpt.example",
                                    "k..im@rcpt.example",
                                    "a".repeat(65) + "@rcpt.example",
                                    "kim@" + "a.".repeat(126) + "example",
                                    "kim@rcpt@evil.example",
                                    "kim",
                                    "@rcpt.example",
                                    "kim@rcpt_x.example",
                                    "kim@-rcpt.example",
                                    "kim@rcpt..example")
                            .forEach(address -> refused(scene, mail().to(address), "To"));
                }),
                rule("D90 domains travel as A-labels, and are blocked under them", scene -> {
                    scene.send(mail().onlyTo(Mailbox.of("kim@b\u00fccher.example")));
                    scene.sendwell().blocklist().add(gone("kim@xn--bcher-kva.example"));
                    Receipt second = scene.send(mail().onlyTo(Mailbox.of("Kim@B\u00dcCHER.example")));
                    assertThat(scene.onlyOne().recipients()).containsExactly("kim@xn--bcher-kva.example");
                    assertThat(codes(second)).containsExactly("RECIPIENTS_BLOCKED");
                }),
                rule("D90 domains travel as A-labels by SMTP", scene -> {
                    scene.bySmtp().send(mail().onlyTo(Mailbox.of("kim@b\u00fccher.example")));
                    assertThat(scene.onlyOne().recipients()).containsExactly("kim@xn--bcher-kva.example");
                    assertThat(scene.server().received().get(0).header("To")).contains("kim@xn--bcher-kva.example");
                }),
                rule("D91 domains that deceive the eye", scene -> {
                    String cyrillicA = "p\u0430ypal.example";
                    scene.confirmed("jo@" + cyrillicA)
                            .domain(cyrillicA, AuthorDomainFacts.unverified(DmarcPolicy.NONE));
                    stopped(scene, mail().from("Jo Berg", "jo@" + cyrillicA), "DOMAIN_CONFUSABLE");
                    stopped(scene, mail().replyTo("jo@" + cyrillicA), "DOMAIN_CONFUSABLE");
                    stopped(
                            scene,
                            mail().html("<a href=\"https://www." + cyrillicA + "/login\">Log in</a>"),
                            "DOMAIN_CONFUSABLE");
                }),
                rule(
                        "D92 a local part outside ASCII, by the ESP",
                        scene -> stopped(
                                scene,
                                mail().onlyTo(Mailbox.of("j\u00f8rgen@rcpt.example")),
                                "MAILJET_ADDRESS_NOT_ASCII")),
                rule("D92 a local part outside ASCII, by SMTP without SMTPUTF8 and with", scene -> {
                    Mailbox jorgen = Mailbox.of("j\u00f8rgen@rcpt.example");
                    scene.bySmtp().server(server -> server.withholds(SmtpExtension.SMTPUTF8));
                    Receipt receipt = scene.send(mail().onlyTo(jorgen));
                    assertThat(receipt.explain()).contains("ADDRESS_NEEDS_SMTPUTF8");
                    assertThat(scene.left()).isEmpty();
                    try (Scene able = new Scene()) {
                        able.bySmtp().send(mail().onlyTo(jorgen));
                        assertThat(able.onlyOne().recipients()).containsExactly("j\u00f8rgen@rcpt.example");
                    }
                }),
                rule(
                        "D93 names that reorder or hide themselves are refused",
                        scene -> Stream.of(
                                        "\u202egreB oJ", "Jo\u2066Berg", "Jo\u200bBerg", "Jo\u200dBerg", "Jo\u2060Berg")
                                .forEach(name -> {
                                    refused(scene, mail().from(name, JO), "From");
                                    refused(scene, mail().to(name, KIM), "To");
                                })),
                rule("D93 names and subjects are in NFC, subjects without direction controls", scene -> {
                    Receipt receipt = scene.send(mail().from("Zoe\u0308", JO).subject("\u202eZoe\u0308\u202c"));
                    assertThat(scene.onlyOne().from()).isEqualTo("Zo\u00eb <" + JO + ">");
                    assertThat(scene.onlyOne().subject()).isEqualTo("Zo\u00eb");
                    assertThat(receipt.report().findings())
                            .extracting(Finding::code)
                            .contains("SUBJECT_HIDDEN_CHARACTERS");
                }),
                rule("D94 without STARTTLS nothing leaves", scene -> {
                    Receipt receipt =
                            scene.bySmtp().server(server -> FakeSmtp.builder()).send();
                    assertThat(receipt.allAccepted()).isFalse();
                    assertThat(scene.left()).isEmpty();
                    assertThat(commands(scene)).noneMatch(line -> line.contains("MAIL FROM"));
                }),
                rule("D94 when STARTTLS is refused nothing leaves", scene -> {
                    scene.bySmtp().server(server -> FakeSmtp.builder().refusesStartTls());
                    assertThat(scene.send().allAccepted()).isFalse();
                    assertThat(commands(scene)).noneMatch(line -> line.contains("MAIL FROM"));
                }),
                rule("D94 a certificate of another host is refused", scene -> {
                    scene.bySmtp().server(server -> server.certificate(TestCertificate.OTHER_HOST));
                    assertThat(scene.send().allAccepted()).isFalse();
                    assertThat(scene.left()).isEmpty();
                }),
                rule("D94 TLS is 1.2 or later", scene -> {
                    scene.bySmtp().send();
                    assertThat(scene.server().received().get(0).tlsProtocol().orElseThrow())
                            .isIn("TLSv1.2", "TLSv1.3");
                }),
                rule("D95 what came in plain text before TLS is thrown away", scene -> {
                    // Taken for the reply to the EHLO after the handshake, it would offer a login in the clear.
                    scene.bySmtp().server(server -> server.injectsBeforeTls("250-evil.example\r\n250 SIZE 1\r\n"));
                    Receipt receipt = scene.send();
                    assertThat(scene.left()).hasSize(receipt.allAccepted() ? 1 : 0);
                    assertThat(receipt.explain()).doesNotContain("evil", "SIZE 1");
                }),
                rule(
                        "D96 no line of a text ends the mail, by DATA",
                        scene -> smuggle(scene.bySmtp().server(server -> server.withholds(SmtpExtension.CHUNKING)))),
                rule("D96 no line of a text ends the mail, by BDAT", scene -> smuggle(scene.bySmtp())),
                rule("D97 values are escaped for their place", scene -> {
                    scene.send(mail().html("<p title=\"{{v}}\">{{v}}</p><a href=\"https://a.example/?q={{v}}\">x</a>")
                            .merge("v", "<b>\"&'</b>"));
                    assertThat(scene.onlyOne().html())
                            .contains("title=\"&lt;b&gt;&quot;&amp;&#39;&lt;/b&gt;\"")
                            .contains(">&lt;b&gt;")
                            .contains("?q=%3Cb%3E%22%26%27%3C%2Fb%3E\"");
                }),
                rule("D97 links that run a script or carry their content", scene -> {
                    for (String link : List.of(
                            "javascript:alert(1)",
                            " JavaScript:alert(1)",
                            "java\tscript:alert(1)",
                            "java&#x0A;script:alert(1)",
                            "data:text/html,x",
                            "vbscript:x")) {
                        stopped(scene, mail().html("<a href=\"" + link + "\">x</a>"), "LINK_UNSAFE");
                        stopped(
                                scene,
                                mail().html("<a href=\"{{link}}\">x</a>").merge("link", link),
                                "MERGE_VALUE_UNSAFE");
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> content_and_size() {
        return Stream.of(
                rule("D105 no placeholder that nobody replaced", scene -> {
                    for (String left : List.of("{{first}}", "[[first]]", "%first%", "*|FIRST|*")) {
                        stopped(scene, mail().subject("Hi " + left), "UNMERGED_PLACEHOLDER");
                        stopped(scene, mail().text("Hi " + left), "UNMERGED_PLACEHOLDER");
                        stopped(scene, mail().html("<p>Hi " + left + "</p>"), "UNMERGED_PLACEHOLDER");
                    }
                }),
                rule("D105 no mandatory value that is missing or empty", scene -> {
                    stopped(scene, mail().text("Hi {{first}}").merge("last", "Lee"), "MERGE_VALUE_MISSING");
                    stopped(scene, mail().text("Hi {{first}}").merge("first", " "), "MERGE_VALUE_MISSING");
                }),
                rule("D107 base64 is counted with its line ends", scene -> {
                    scene.bySmtp().send(mail().attach(zeros(7_000_000)));
                    String text = scene.onlyOne().text();
                    int start = text.indexOf("\r\n\r\n", text.indexOf("zeros.bin")) + 4;
                    int end = text.indexOf("--", start);
                    assertThat(end - start).isEqualTo(9_578_952);
                }),
                rule("D107 what is too large on the wire is known before it is rendered", scene -> {
                    // 15,000,000 octets are 20.5 million on the wire.
                    stopped(scene.bySmtp(), mail().attach(zeros(15_000_000)), "MESSAGE_TOO_LARGE");
                }),
                rule("D108 files of 7 MiB together stay with the ESP", scene -> {
                    scene.send(mail().html("<img src=\"cid:logo\" alt=\"Logo\">")
                            .attach(zeros(SEVEN_MEBIBYTES - 10))
                            .inline("logo", Attachment.of("logo.png", new byte[10])));
                    assertThat(scene.onlyOne().route()).isEqualTo(Route.ESP);
                }),
                rule("D108 one octet more leaves by SMTP", scene -> {
                    Receipt receipt = scene.send(mail().html("<img src=\"cid:logo\" alt=\"Logo\">")
                            .attach(zeros(SEVEN_MEBIBYTES - 10))
                            .inline("logo", Attachment.of("logo.png", new byte[11])));
                    assertThat(scene.onlyOne().route()).isEqualTo(Route.OPERATOR_SMTP);
                    assertThat(receipt.plan().explain()).contains("7,340,033", "7,340,032");
                }),
                rule("D108 the limit is a setting", scene -> {
                    scene.policy(SendingPolicy.defaults().with(p -> p.espAttachmentLimit(10)));
                    scene.send(mail().attach(zeros(11)));
                    assertThat(scene.onlyOne().route()).isEqualTo(Route.OPERATOR_SMTP);
                }),
                rule("D109 the fallback never leaves under a worse identity in silence", scene -> {
                    scene.espSigns("customer.example").jo(AuthorDomainFacts.verified(DmarcPolicy.NONE));
                    stopped(scene, mail().attach(zeros(SEVEN_MEBIBYTES + 1)), "FALLBACK_IDENTITY_WORSE");
                }),
                rule("D109 the fallback decides the identity anew", scene -> {
                    Receipt receipt = scene.esp(mailjet -> mailjet).send(mail().attach(zeros(SEVEN_MEBIBYTES + 1)));
                    assertThat(receipt.identity()).contains(IdentityOutcome.ON_BEHALF_OF);
                    assertThat(scene.onlyOne().senderField()).isPresent();
                }),
                rule("D109 the fallback asks the same blocklist and takes the same reverse-path", scene -> {
                    scene.sendwell().blocklist().add(gone("gone@rcpt.example"));
                    scene.send(mail().cc("gone@rcpt.example").attach(zeros(SEVEN_MEBIBYTES + 1)));
                    assertThat(scene.onlyOne().recipients()).containsExactly(KIM);
                    assertThat(scene.onlyOne().reversePath().orElseThrow()).endsWith("@b.vendor.example");
                }),
                rule("D111 file types that receivers refuse", scene -> {
                    for (String name : List.of("setup.exe", "SETUP.EXE", "a.pdf.js", "a.exe.", "a.docm", "a.iso")) {
                        stopped(scene, mail().attach(Attachment.of(name, new byte[1])), "ATTACHMENT_TYPE_BLOCKED");
                    }
                    stopped(
                            scene,
                            mail().attach(Attachment.of("a.zip", zip("b/setup.exe", new byte[1]))),
                            "ATTACHMENT_TYPE_BLOCKED");
                    stopped(
                            scene,
                            mail().attach(Attachment.of("a.zip", zip("b.zip", zip("setup.exe", new byte[1])))),
                            "ATTACHMENT_TYPE_BLOCKED");
                    scene.send(mail().attach(Attachment.of("a.zip", zip("b.txt", new byte[1]))));
                    assertThat(scene.left()).hasSize(1);
                }));
    }

    private static void smuggle(Scene scene) {
        String second = "MAIL FROM:<eve@evil.example>\r\nRCPT TO:<kim@rcpt.example>\r\nDATA\r\nSubject: x\r\n\r\nx";
        List<String> ends =
                List.of("\r\n.\r\n", "\n.\n", "\r.\r", "\n.\r\n", "\r\n.\n", "\r\n.\r", "\r.\r\n", "\n\n.\r\n");
        for (String end : ends) {
            scene.send(mail().text("Hello." + end + second + end + "Bye."));
        }
        assertThat(scene.left())
                .hasSize(ends.size())
                .allMatch(wire -> wire.text().contains("Bye."));
        assertThat(scene.server().violations()).isEmpty();
    }

    /** The mail cannot even be composed; the exception names the place. */
    private static void refused(Scene scene, MailBuilder mail, String place) {
        assertThatIllegalArgumentException().isThrownBy(() -> scene.send(mail)).withMessageContaining(place);
    }

    /** The mail is composed, and a finding of this code keeps it from leaving. */
    private static void stopped(Scene scene, MailBuilder mail, String code) {
        int before = scene.left().size();
        Receipt receipt = scene.send(mail);
        assertThat(codes(receipt)).contains(code);
        assertThat(receipt.wasSubmitted()).isFalse();
        assertThat(scene.left()).hasSize(before);
    }

    private static List<String> codes(Receipt receipt) {
        return receipt.report().stops().stream().map(Finding::code).toList();
    }

    private static List<String> commands(Scene scene) {
        List<String> lines = new ArrayList<>();
        scene.server().sessions().forEach(session -> lines.addAll(session.lines()));
        return lines;
    }

    private static BlocklistEntry gone(String address) {
        return BlocklistEntry.hardBounce(
                EmailAddress.parse(address), "550 5.1.1", "user unknown", "smtp", Instant.EPOCH);
    }

    private static Attachment zeros(long size) {
        return Attachment.of("zeros.bin", "application/octet-stream", size, () -> new ZeroStream(size));
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(octets)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return octets.toByteArray();
    }
}
