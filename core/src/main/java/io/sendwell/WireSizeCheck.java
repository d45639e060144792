package io.sendwell;

import io.sendwell.check.Finding;
import io.sendwell.message.Mail;
import io.sendwell.mime.MimeOptions;
import io.sendwell.mime.MimeRenderer;
import io.sendwell.mime.OutgoingMail;
import io.sendwell.policy.SendingPolicy;
import java.util.List;
import java.util.Locale;

/** Whether a mail is too large for the receivers, counted in the octets that travel and without rendering it. */
final class WireSizeCheck {

    private static final String RULE = "ceilings of iCloud Mail (20 MB), Yahoo and Gmail (25 MB), after encoding";

    // 50 fields of 8 KB each, three times as long when encoded, and some for ours and the parts' own headers.
    private static final long HEADER_ROOM = 1_500_000;

    private final MimeRenderer renderer;
    private final SendingPolicy policy;

    WireSizeCheck(MimeRenderer renderer, SendingPolicy policy) {
        this.renderer = renderer;
        this.policy = policy;
    }

    List<Finding> examine(OutgoingMail mail) {
        if (surelyBelow(policy.wireSizeAdvice(), mail.mail())) {
            return List.of();
        }
        long size;
        try {
            size = renderer.wireSize(mail, MimeOptions.sevenBit().withSmtpUtf8());
        } catch (IllegalArgumentException e) {
            return List.of(Finding.mustFail(
                    "MAIL_NOT_WRITABLE",
                    String.valueOf(e.getMessage()),
                    "Header fields that can be written by the standards.",
                    "Correct the field.",
                    "RFC 5322 section 3.6"));
        }
        String seen = String.format(Locale.ROOT, "The mail has %,d octets on the wire.", size);
        String fix = "Offer a link instead of the attachment, or change the policy's wireSize figures.";
        if (size > policy.wireSizeLimit()) {
            return List.of(Finding.mustFail("MESSAGE_TOO_LARGE", seen, atMost(policy.wireSizeLimit()), fix, RULE));
        }
        if (size > policy.wireSizeAdvice()) {
            return List.of(Finding.shouldFail("MESSAGE_LARGE", seen, atMost(policy.wireSizeAdvice()), fix, RULE));
        }
        return List.of();
    }

    // Text grows to nine octets a character at the most (three of UTF-8, each written as =XX), files by 37 percent.
    // What
    // is far below the figure so needs no counting.
    private static boolean surelyBelow(long octets, Mail mail) {
        long text = 9L
                * (mail.text().map(String::length).orElse(0)
                        + mail.html().map(String::length).orElse(0));
        long files = mail.attachmentSize();
        return files < octets && text + files + files / 2 + HEADER_ROOM < octets;
    }

    private static String atMost(long octets) {
        return String.format(Locale.ROOT, "At most %,d octets.", octets);
    }
}
