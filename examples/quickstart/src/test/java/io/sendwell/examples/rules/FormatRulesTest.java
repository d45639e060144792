package io.sendwell.examples.rules;

import static io.sendwell.examples.rules.Rows.commands;
import static io.sendwell.examples.rules.Rows.rule;
import static io.sendwell.examples.rules.Rows.stopped;
import static io.sendwell.examples.rules.Scene.MORNING;
import static io.sendwell.examples.rules.Scene.mail;
import static io.sendwell.examples.rules.Scene.newsletter;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.message.Attachment;
import io.sendwell.testkit.VirtualClock;
import io.sendwell.testkit.smtp.ReceivedMail;
import io.sendwell.testkit.smtp.SmtpExtension;
import jakarta.mail.internet.MimeUtility;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The rules of the format of messages: what leaves by SMTP is read octet for octet. */
class FormatRulesTest {

    private static final String LONG = "word ".repeat(1_000);

    @TestFactory
    Stream<DynamicTest> message_format() {
        return Stream.of(
                rule("D74 no line is longer than 78 octets of text, or 998 at all", scene -> {
                    scene.bySmtp()
                            .send(mail().subject("word ".repeat(40).strip()).text(LONG + "x".repeat(5_000)));
                    assertThat(text(scene).split("\r\n", -1)).allMatch(line -> line.length() <= 78);
                }),
                rule("D75 lines end in CRLF, and CR or LF stands nowhere else", scene -> {
                    scene.bySmtp().send(mail().text("a\nb\rc\r\nd\n.\ne"));
                    assertThat(text(scene).replace("\r\n", "")).doesNotContain("\r", "\n", "\0");
                    assertThat(scene.server().violations()).isEmpty();
                }),
                rule("D76 only what the server offers is used", scene -> {
                    scene.bySmtp().server(server -> server.offersOnly(new SmtpExtension[0]));
                    scene.send(mail().text("Gr\u00fc\u00dfe"));
                    assertThat(scene.left()).hasSize(1);
                    assertThat(scene.server().violations()).isEmpty();
                    assertThat(commands(scene).stream().filter(line -> line.contains("MAIL FROM")))
                            .noneMatch(
                                    line -> line.contains("BODY=") || line.contains("SIZE=") || line.contains("RET="));
                }),
                rule("D76 what is larger than the server takes is not handed over", scene -> {
                    scene.bySmtp().server(server -> server.sizeLimit(2_000));
                    scene.send(mail().text(LONG));
                    assertThat(scene.left()).isEmpty();
                    assertThat(commands(scene)).noneMatch(line -> line.contains("DATA") || line.contains("BDAT"));
                }),
                rule("D77 each field that may be there once is there once", scene -> {
                    scene.bySmtp().send(mail().html("<p>Hi</p>"));
                    ReceivedMail mail = scene.server().received().get(0);
                    String header = mail.text().substring(0, mail.text().indexOf("\r\n\r\n"));
                    for (String name :
                            List.of("Date", "From", "To", "Message-ID", "Subject", "MIME-Version", "Content-Type")) {
                        assertThat(("\r\n" + header).split("(?i)\r\n" + name + ":", -1))
                                .as(name)
                                .hasSize(2);
                    }
                }),
                rule("D78 each copy has an id of its own, under a domain of ours", scene -> {
                    scene.bySmtp();
                    scene.send();
                    scene.send();
                    List<String> ids = scene.left().stream()
                            .map(wire -> wire.messageId().orElseThrow())
                            .toList();
                    assertThat(ids)
                            .doesNotHaveDuplicates()
                            .allMatch(id -> id.matches("<[0-9a-f-]{36}@mail\\.vendor\\.example>"));
                }),
                rule("D79 the date is when it leaves, and not when it was written", scene -> {
                    VirtualClock clock = VirtualClock.at(MORNING);
                    scene.bySmtp().at(clock);
                    var later = MORNING.plus(Duration.ofDays(30));
                    assertThat(scene.account()
                                    .schedule(mail().build())
                                    .at(later.atZone(ZoneOffset.UTC))
                                    .isScheduled())
                            .isTrue();
                    scene.release();
                    assertThat(scene.left()).isEmpty();
                    clock.setTo(later);
                    scene.release();
                    String date =
                            scene.server().received().get(0).header("Date").orElseThrow();
                    assertThat(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from))
                            .isEqualTo(later);
                }),
                rule("D80 encoded words have 75 characters at the most and whole characters", scene -> {
                    String subject =
                            "\u00dcber die Gr\u00f6\u00dfe der \ud83c\udf37 und anderer Blumen im fr\u00fchen Fr\u00fchling";
                    scene.bySmtp().send(mail().subject(subject).from("J\u00f6 Berg", Scene.JO));
                    ReceivedMail mail = scene.server().received().get(0);
                    String header = mail.text().substring(0, mail.text().indexOf("\r\n\r\n"));
                    for (String word : header.split("[ \r\n<>]+", -1)) {
                        if (word.startsWith("=?")) {
                            assertThat(word)
                                    .hasSizeLessThanOrEqualTo(75)
                                    .matches("=\\?(?i:utf-8)\\?[BQbq]\\?[^?]+\\?=");
                            assertThat(MimeUtility.decodeWord(word)).doesNotContain("\ufffd");
                        }
                    }
                    assertThat(scene.onlyOne().subject()).isNotEmpty();
                    assertThat(MimeUtility.decodeText(MimeUtility.unfold(rawSubject(header))))
                            .isEqualTo(subject);
                }),
                rule("D81 names of files are names, in the form that all read", scene -> {
                    for (String name : List.of(
                            "../../etc/passwd", "a/b.pdf", "a\\b.pdf", "a\"b.pdf", "a\u202efdp.exe", "a\u0001.pdf")) {
                        namedSafely(name);
                    }
                    scene.bySmtp().send(mail().attach(Attachment.of("\u00dcbersicht.pdf", new byte[10])));
                    assertThat(text(scene)).contains("filename*=UTF-8''%C3%9Cbersicht.pdf");
                }),
                rule("D82 text before HTML, with its images, before the attachments", scene -> {
                    scene.bySmtp()
                            .send(mail().text("Hi\n")
                                    .html("<img src=\"cid:logo\" alt=\"Logo\">")
                                    .inline("logo", Attachment.of("logo.png", new byte[10]))
                                    .attach(Attachment.of("a.pdf", new byte[10])));
                    List<String> types = Pattern.compile("(?im)^Content-Type: ([a-z]+/[a-z]+)")
                            .matcher(text(scene))
                            .results()
                            .map(match -> match.group(1).toLowerCase(Locale.ROOT))
                            .toList();
                    assertThat(types)
                            .containsExactly(
                                    "multipart/mixed",
                                    "multipart/related",
                                    "multipart/alternative",
                                    "text/plain",
                                    "text/html",
                                    "image/png",
                                    "application/pdf");
                }),
                rule("D84 a mail of a broadcast is for one, and Bcc is never on the wire", scene -> {
                    stopped(scene, newsletter().to("lee@rcpt.example"), "MASS_TO_SEVERAL");
                    stopped(scene, newsletter().bcc("lee@rcpt.example"), "MASS_TO_SEVERAL");
                    try (Scene smtp = new Scene()) {
                        smtp.bySmtp().send(mail().bcc("lee@rcpt.example"));
                        assertThat(smtp.server().received().get(0).forwardPaths())
                                .contains("lee@rcpt.example");
                        assertThat(text(smtp))
                                .doesNotContain("lee@rcpt.example")
                                .doesNotContainIgnoringCase("bcc");
                    }
                }));
    }

    private static String rawSubject(String header) {
        int start = header.indexOf("Subject: ") + 9;
        int end = start;
        do {
            end = header.indexOf("\r\n", end + 1);
        } while (end > 0 && end + 2 < header.length() && header.charAt(end + 2) == ' ');
        return header.substring(start, end < 0 ? header.length() : end);
    }

    /** It is refused, or a name without a path and without anything that deceives. */
    private static void namedSafely(String name) {
        String taken;
        try {
            taken = Attachment.of(name, new byte[1]).fileName();
        } catch (IllegalArgumentException e) {
            return;
        }
        assertThat(taken).doesNotContain("/", "\\", "\"", "..", "\u202e", "\u0001");
    }

    private static String text(Scene scene) {
        return new String(scene.server().received().get(0).octets(), StandardCharsets.ISO_8859_1);
    }
}
