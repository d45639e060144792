package io.sendwell.dnsauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.address.DomainName;
import io.sendwell.message.Attachment;
import io.sendwell.message.HeaderField;
import io.sendwell.message.Mail;
import io.sendwell.mime.MimeOptions;
import io.sendwell.mime.MimeRenderer;
import io.sendwell.mime.OutgoingMail;
import io.sendwell.mime.RenderedMessage;
import io.sendwell.testkit.fixtures.Accounts;
import io.sendwell.testkit.fixtures.Messages;
import io.sendwell.testkit.fixtures.Submissions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What we sign is verified by programs that are not ours, and what somebody changed is not. */
class PeersVerifyTest {

    private static final DomainName ACME = DomainName.parse("acme.example");

    private static final KeyRing RSA = KeyRing.builder()
            .ofAccount(Accounts.ACME, SigningKeys.rsa("acme.example", "s1"))
            .build();
    private static final KeyRing ED25519 = KeyRing.builder()
            .ofAccount(Accounts.ACME, SigningKeys.ed25519("acme.example", "s1e"))
            .admitEd25519Alone()
            .build();
    private static final KeyRing ALL = KeyRing.builder()
            .ofAccount(Accounts.ACME, SigningKeys.rsa("acme.example", "s1"))
            .ofAccount(Accounts.ACME, SigningKeys.ed25519("acme.example", "s1e"))
            .ofOperator(SigningKeys.operator("vendor.example", "v1"))
            .build();

    private static final Map<String, String> RECORDS = Map.of(
            "s1._domainkey.acme.example",
                    DkimRecord.of(SigningKeys.RSA.getPublic()).text(),
            "s1e._domainkey.acme.example",
                    DkimRecord.of(SigningKeys.ED25519.getPublic()).text(),
            "v1._domainkey.vendor.example",
                    DkimRecord.of(SigningKeys.OPERATOR.getPublic()).text());

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void rsa_signatures_of_all_kinds_of_mail_are_verified(PeerVerifier peer) throws Exception {
        peer.assumeInstalled();
        List<Path> messages = signed(DkimSigner.using(RSA).build(), messages());

        assertThat(peer.verify(folder, RECORDS, messages))
                .as(messages.toString())
                .hasSameSizeAs(messages)
                .containsOnly("pass");
    }

    @ParameterizedTest
    @EnumSource
    void ed25519_signatures_of_all_kinds_of_mail_are_verified(PeerVerifier peer) throws Exception {
        peer.assumeInstalled();
        List<Path> messages = signed(DkimSigner.using(ED25519).build(), messages());

        assertThat(peer.verify(folder, RECORDS, messages))
                .as(messages.toString())
                .hasSameSizeAs(messages)
                .containsOnly(peer.knowsEd25519() ? "pass" : "invalid");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OPENDKIM") // which speaks of one signature only
    void three_signatures_on_one_message_are_each_verified(PeerVerifier peer) throws Exception {
        peer.assumeInstalled();
        DkimSigner signer = DkimSigner.using(ALL)
                .alsoSigningAs(DomainName.parse("vendor.example"))
                .build();
        List<Path> messages = signed(signer, messages());

        assertThat(peer.verify(folder, RECORDS, messages))
                .hasSameSizeAs(messages)
                .containsOnly(peer.knowsEd25519() ? "pass pass pass" : "pass invalid pass");
    }

    @ParameterizedTest
    @EnumSource
    void what_was_changed_or_added_on_the_way_is_not_believed(PeerVerifier peer) throws Exception {
        peer.assumeInstalled();
        String signed = octets(sign(DkimSigner.using(RSA).build(), messages().get("plain")));
        Map<String, String> changed = new LinkedHashMap<>();
        changed.put("from-on-top", "From: eve@evil.example\r\n" + signed);
        changed.put("subject-on-top", "Subject: Win\r\n" + signed);
        changed.put("reply-to-added", "Reply-To: eve@evil.example\r\n" + signed);
        changed.put("to-on-top", "To: eve@evil.example\r\n" + signed);
        changed.put("content-type-on-top", "Content-Type: text/html\r\n" + signed);
        changed.put("list-unsubscribe-added", "List-Unsubscribe: <https://evil.example>\r\n" + signed);
        changed.put("subject-changed", signed.replace("Subject: ", "Subject: X"));
        changed.put("octet-changed", signed.substring(0, signed.length() - 3) + "~\r\n");
        changed.put("text-appended", signed + "more\r\n");
        List<Path> messages = new ArrayList<>();
        for (Map.Entry<String, String> one : changed.entrySet()) {
            messages.add(Files.write(
                    folder.resolve(one.getKey() + ".eml"), one.getValue().getBytes(StandardCharsets.ISO_8859_1)));
        }

        List<String> verdicts = peer.verify(folder, RECORDS, messages);

        assertThat(verdicts).hasSameSizeAs(messages);
        for (int i = 0; i < verdicts.size(); i++) {
            assertThat(verdicts.get(i))
                    .as(messages.get(i).toString())
                    .isNotEmpty()
                    .doesNotContain("pass");
        }
    }

    /** RFC 8058 section 4 and RFC 9477 section 3.1. */
    @ParameterizedTest
    @EnumSource
    void the_fields_of_a_broadcast_can_be_neither_changed_nor_added_to(PeerVerifier peer) throws Exception {
        peer.assumeInstalled();
        String signed = octets(sign(DkimSigner.using(RSA).build(), messages().get("broadcast")));
        List<Path> messages = new ArrayList<>();
        for (String name : List.of(
                "List-Unsubscribe", "List-Unsubscribe-Post", "Feedback-ID", "CFBL-Address", "CFBL-Feedback-ID")) {
            String changed = signed.replace("\r\n" + name + ": ", "\r\n" + name + ": x");
            assertThat(changed).isNotEqualTo(signed);
            messages.add(written(name + "-changed", changed));
            messages.add(written(name + "-on-top", name + ": <https://evil.example/>\r\n" + signed));
        }

        List<String> verdicts = peer.verify(folder, RECORDS, messages);

        assertThat(peer.verify(folder, RECORDS, List.of(written("as-it-left", signed))))
                .containsExactly("pass");
        assertThat(verdicts).hasSameSizeAs(messages).noneMatch(verdict -> verdict.contains("pass"));
    }

    private Path written(String name, String message) throws IOException {
        return Files.write(folder.resolve(name + ".eml"), message.getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @EnumSource
    void what_relays_do_to_white_space_and_trace_fields_breaks_nothing(PeerVerifier peer) throws Exception {
        peer.assumeInstalled();
        String signed = octets(sign(DkimSigner.using(RSA).build(), messages().get("plain")));
        String relayed = "Received: from a.example by b.example; Sat, 21 Nov 2026 10:00:00 +0000\r\n"
                + "Return-Path: <b@acme.example>\r\nFeedback-ID: 1:2:3:relay\r\nSender: mta@vendor.example\r\n"
                + signed.replaceFirst("\r\nTo: ", "\r\nTO:\t ") + "\r\n\r\n";
        Path message = Files.write(folder.resolve("relayed.eml"), relayed.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(peer.verify(folder, RECORDS, List.of(message))).containsExactly("pass");
    }

    private List<Path> signed(DkimSigner signer, Map<String, RenderedMessage> messages) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, RenderedMessage> message : messages.entrySet()) {
            Path file = folder.resolve(message.getKey() + ".eml");
            Files.write(file, octets(sign(signer, message.getValue())).getBytes(StandardCharsets.ISO_8859_1));
            files.add(file);
        }
        return files;
    }

    private static RenderedMessage sign(DkimSigner signer, RenderedMessage message) throws IOException {
        return message.under(signer.sign(Accounts.ACME, ACME, message));
    }

    private static String octets(RenderedMessage message) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        message.writeTo(out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static Map<String, RenderedMessage> messages() {
        Mail plain = Messages.statement();
        byte[] file = new byte[70_000];
        new Random(7).nextBytes(file);
        Map<String, RenderedMessage> messages = new LinkedHashMap<>();
        messages.put("plain", rendered(plain));
        messages.put(
                "long-subject",
                rendered(plain.toBuilder()
                        .subject("A subject of many words that goes on and on "
                                .repeat(8)
                                .strip())
                        .build()));
        messages.put(
                "non-ascii",
                rendered(plain.toBuilder()
                        .subject("Ihre Übersicht für Oktober – 12,50 € 👋 "
                                .repeat(4)
                                .strip())
                        .text("Grüße aus Köln, ça va ?\nEl niño juega.\n")
                        .build()));
        messages.put(
                "eight-bit",
                rendered(
                        plain.toBuilder()
                                .text("Grüße aus Köln\nzweite Zeile  \n\n\n")
                                .build(),
                        MimeOptions.sevenBit().withEightBitMime()));
        messages.put(
                "blank-lines",
                rendered(plain.toBuilder()
                        .text("\n\n  indented\n\ttab\ttab  \n \n\n trailing   \n\n\n")
                        .build()));
        messages.put("empty", rendered(plain.toBuilder().text("").build()));
        messages.put(
                "html-and-files",
                rendered(plain.toBuilder()
                        .html("<p>Hello <b>Grace</b>,\n\n<img src=\"cid:logo\"></p>")
                        .attach(Attachment.of("report.pdf", "application/pdf", file))
                        .attach(Attachment.of(
                                "Übersicht.csv", "text/csv", "a;b\r\n1;2\r\n".getBytes(StandardCharsets.UTF_8)))
                        .build()));
        messages.put(
                "own-fields",
                rendered(plain.toBuilder().header("X-Reference", "a  b   c").build()));
        messages.put(
                "broadcast",
                rendered(
                        plain.toBuilder().build(),
                        MimeOptions.sevenBit(),
                        List.of(
                                new HeaderField(
                                        "List-Unsubscribe", "<https://news.acme.example/u/" + "x".repeat(90) + ">"),
                                new HeaderField("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
                                new HeaderField("List-Id", "News <news.acme.example>"),
                                new HeaderField("Feedback-ID", "october:acme:news:sendwell"),
                                new HeaderField("CFBL-Address", "fbl@vendor.example; report=arf"),
                                new HeaderField("CFBL-Feedback-ID", "019ab000-1111-7222-8333-444455556666.0a1b2c3d"))));
        return messages;
    }

    private static RenderedMessage rendered(Mail mail) {
        return rendered(mail, MimeOptions.sevenBit());
    }

    private static RenderedMessage rendered(Mail mail, MimeOptions options) {
        return rendered(mail, options, List.of());
    }

    private static RenderedMessage rendered(Mail mail, MimeOptions options, List<HeaderField> added) {
        OutgoingMail outgoing = Submissions.of("m1", mail).outgoing();
        return MimeRenderer.create()
                .render(
                        new OutgoingMail(
                                outgoing.mail(),
                                outgoing.from(),
                                outgoing.senderField(),
                                outgoing.replyTo(),
                                outgoing.messageId(),
                                outgoing.date(),
                                added),
                        options);
    }
}
