package io.sendwell.mime;

import io.sendwell.address.DomainName;
import io.sendwell.address.Mailbox;
import io.sendwell.message.Attachment;
import io.sendwell.message.Mail;
import io.sendwell.message.MailBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Mails of many scripts and shapes, and as many more as wanted from a seed. */
final class MimeCorpus {

    /** A phrase of each script that has bitten a mail program. */
    static final List<String> PHRASES = List.of(
            "Follow up from last meeting",
            "Grüße aus München: Straße, Öl, naïve façade",
            "Dvořák, Łódź, Ångström, İstanbul, Đà Nẵng",
            "Αθήνα, η πόλη της θεάς",
            "Добрый день, это счёт за октябрь",
            "שלום עולם, זה חשבון",
            "مرحبا بالعالم، هذه فاتورة",
            "नमस्ते, क्षत्रिय की रिपोर्ट",
            "สวัสดีครับ นี่คือใบแจ้งหนี้",
            "こんにちは、十月の明細書です",
            "您好，这是十月份的账单",
            "안녕하세요, 시월 명세서입니다",
            "Family 👨‍👩‍👧‍👦 and 👩🏽‍🚀 and 🏴󠁧󠁢󠁷󠁬󠁳󠁿 and 🇪🇺🇩🇪",
            "e\u0301 u\u0308 with marks of their own, a\u0310\u0323\u0332",
            "𝔊𝔯𝔬ß 𐍈 beyond the basic plane",
            "=?UTF-8?Q?not_an_encoded_word?= is text",
            "100% =20 = equals? _under_score_ ?=",
            "quotes \" and \\ backslashes, (comments) <angles> [brackets]; semi:colon",
            "two  blanks   and    more",
            "x".repeat(300),
            "word ".repeat(40) + "end",
            "ü".repeat(200),
            "漢".repeat(120),
            "👍".repeat(60));

    private static final List<String> NASTY_LINES = List.of(
            "",
            ".",
            "..",
            "From here on it is new",
            "From: somebody",
            "--",
            "--=_ac7-1",
            "--=_ac7-1--",
            "--=_mc7-1",
            "=_ac7-1",
            "=3D is not an equals sign",
            "ends with a blank ",
            "ends with a tab\t",
            " begins with a blank",
            "   ",
            "\u000b vertical tab, \u001b escape, \u007f delete, \u0085 and \u2028 are no line ends",
            "y".repeat(75),
            "y".repeat(76) + " ",
            "y".repeat(74) + " ",
            "y".repeat(75) + "ü",
            "y".repeat(78),
            "y".repeat(79),
            "y".repeat(998),
            "y".repeat(999),
            "ü".repeat(500));

    static final List<String> FILE_NAMES = List.of(
            "minutes.pdf",
            "two words.pdf",
            "Übersicht Größe.pdf",
            "счёт.pdf",
            "請求書.pdf",
            "दस्तावेज़.pdf",
            "100%'quoted'*star.txt",
            "semi;colon,comma=equals.csv",
            "a".repeat(140) + ".pdf",
            "ü".repeat(140) + ".pdf",
            "漢".repeat(140) + ".pdf",
            "👍.png",
            "forwarded.eml",
            ".hidden");

    private MimeCorpus() {}

    /** Mails chosen by hand. */
    static List<Mail> chosen() {
        List<Mail> mails = new ArrayList<>();
        for (String phrase : PHRASES) {
            mails.add(mail().subject(phrase).text(phrase + "\n\n" + phrase).build());
        }
        for (String phrase : PHRASES) {
            mails.add(Mail.compose()
                    .from(Mailbox.of(nameOf(phrase), "erik@example.com"))
                    .to(Mailbox.of(nameOf(phrase), "grace@example.net"))
                    .to(Mailbox.of("ada@example.org"))
                    .subject("Names")
                    .html("<p>" + phrase + "</p>")
                    .build());
        }
        for (String name : FILE_NAMES) {
            mails.add(mail().subject(name)
                    .text("See " + name)
                    .attach(Attachment.of(name, name.getBytes(StandardCharsets.UTF_8)))
                    .build());
        }
        for (String line : NASTY_LINES) {
            mails.add(mail().text(line).build());
            mails.add(mail().text(line + "\n" + line + "\r\n\r" + line + "\n")
                    .html("<p>\n" + line)
                    .build());
        }
        MailBuilder large = mail().text("To many");
        for (int i = 0; i < 90; i++) {
            large.to("Recipient number " + i, "someone.with.a.long.local.part." + i + "@department.example.org");
        }
        mails.add(large.build());
        mails.add(mail().subject("").text("").build());
        mails.add(mail().text("Empty file")
                .attach(Attachment.of("empty.bin", new byte[0]))
                .build());
        mails.add(mail().text("Everything")
                .html("<img src=\"cid:logo\"><img src=\"cid:photo.1@example.com\">")
                .attach(Attachment.of("a.bin", octets(1, 7_296)))
                .inline("logo", Attachment.of("logo.png", octets(2, 7_297)))
                .attach(Attachment.of("b.bin", octets(3, 57)))
                .inline("photo.1@example.com", Attachment.of("photo.jpg", octets(4, 58)))
                .build());
        return mails;
    }

    /** As many mails by chance, the same ones for the same seed. */
    static List<Mail> random(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Mail> mails = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            MailBuilder mail = Mail.compose().subject(phrases(random, 4));
            mail.from(Mailbox.of(nameOf(phrases(random, 2)), "erik@example.com"));
            for (int to = random.nextInt(4); to >= 0; to--) {
                mail.to(Mailbox.of(nameOf(phrases(random, 2)), "r" + to + "@example.net"));
            }
            int parts = 1 + random.nextInt(3);
            if ((parts & 1) != 0) {
                mail.text(body(random));
            }
            if ((parts & 2) != 0) {
                mail.html(body(random));
            }
            for (int file = random.nextInt(4); file > 0; file--) {
                byte[] content = octets(random.nextLong(), random.nextInt(20_000));
                Attachment attachment =
                        Attachment.of(FILE_NAMES.get(random.nextInt(FILE_NAMES.size())), "application/x-test", content);
                mail.attach((parts & 2) != 0 && random.nextBoolean() ? attachment.inline("id" + file) : attachment);
            }
            mails.add(mail.build());
        }
        return mails;
    }

    /** The mail as it leaves, under one id and date. */
    static OutgoingMail outgoing(Mail mail) {
        return new OutgoingMail(
                mail,
                mail.from(),
                Optional.empty(),
                mail.replyTo(),
                new MessageId("c7-1", DomainName.parse("example.com")),
                Instant.parse("2026-03-01T08:05:09Z"),
                List.of());
    }

    static MailBuilder mail() {
        return Mail.compose()
                .from("Erik Maltby", "erik@example.com")
                .to("grace@example.net")
                .subject("Minutes");
    }

    static byte[] octets(RenderedMessage message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            message.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] octets(long seed, int count) {
        byte[] octets = new byte[count];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < count; i++) {
            octets[i] = (byte) random.nextInt();
        }
        return octets;
    }

    /** The phrase, made fit to be a display name. */
    static String nameOf(String phrase) {
        String shown = Normalizer.normalize(phrase, Normalizer.Form.NFC)
                .replaceAll("=\\?|\\p{Cf}|\\p{Cntrl}", "")
                .strip();
        int end = Math.min(shown.length(), 200);
        return shown.substring(0, Character.isHighSurrogate(shown.charAt(end - 1)) ? end - 1 : end)
                .strip();
    }

    private static String phrases(SplittableRandom random, int most) {
        StringBuilder text = new StringBuilder(pick(PHRASES, random));
        for (int i = random.nextInt(most); i > 0; i--) {
            String phrase = pick(PHRASES, random);
            int end = phrase.offsetByCodePoints(0, random.nextInt(phrase.codePointCount(0, phrase.length())));
            text.append(random.nextBoolean() ? " " : "").append(phrase, 0, end);
        }
        return text.toString();
    }

    private static String body(SplittableRandom random) {
        StringBuilder body = new StringBuilder();
        for (int i = random.nextInt(30); i > 0; i--) {
            body.append(random.nextInt(3) == 0 ? pick(NASTY_LINES, random) : pick(PHRASES, random));
            body.append(pick(List.of("\n", "\r\n", "\r", " ", ""), random));
        }
        return body.toString();
    }

    private static String pick(List<String> choices, SplittableRandom random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
