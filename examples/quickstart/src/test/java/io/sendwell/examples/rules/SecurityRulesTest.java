package io.sendwell.examples.rules;

import static io.sendwell.examples.rules.Rows.codes;
import static io.sendwell.examples.rules.Rows.commands;
import static io.sendwell.examples.rules.Rows.gone;
import static io.sendwell.examples.rules.Rows.refused;
import static io.sendwell.examples.rules.Rows.rule;
import static io.sendwell.examples.rules.Rows.stopped;
import static io.sendwell.examples.rules.Scene.JO;
import static io.sendwell.examples.rules.Scene.KIM;
import static io.sendwell.examples.rules.Scene.mail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sendwell.Receipt;
import io.sendwell.address.Mailbox;
import io.sendwell.check.Finding;
import io.sendwell.identity.AuthorDomainFacts;
import io.sendwell.identity.DmarcPolicy;
import io.sendwell.message.Attachment;
import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.testkit.smtp.SmtpExtension;
import io.sendwell.testkit.smtp.TestCertificate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The rules of security. */
class SecurityRulesTest {

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
}
