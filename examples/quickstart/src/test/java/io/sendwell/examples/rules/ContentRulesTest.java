package io.sendwell.examples.rules;

import static io.sendwell.examples.rules.Rows.gone;
import static io.sendwell.examples.rules.Rows.rule;
import static io.sendwell.examples.rules.Rows.stopped;
import static io.sendwell.examples.rules.Rows.zeros;
import static io.sendwell.examples.rules.Scene.KIM;
import static io.sendwell.examples.rules.Scene.mail;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.Receipt;
import io.sendwell.identity.AuthorDomainFacts;
import io.sendwell.identity.DmarcPolicy;
import io.sendwell.identity.IdentityOutcome;
import io.sendwell.message.Attachment;
import io.sendwell.policy.SendingPolicy;
import io.sendwell.route.Route;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The rules of content and size. */
class ContentRulesTest {

    private static final long SEVEN_MEBIBYTES = 7 * SendingPolicy.MEBIBYTE;

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

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(octets)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return octets.toByteArray();
    }
}
