package io.sendwell;

import io.sendwell.check.Finding;
import io.sendwell.check.MailRule;
import io.sendwell.message.Mail;
import io.sendwell.mime.MimeOptions;
import io.sendwell.mime.MimeRenderer;
import io.sendwell.mime.OutgoingMail;
import io.sendwell.policy.SendingPolicy;
import java.util.List;
import java.util.OptionalLong;

/** Whether a mail is too large for the receivers, counted in the octets that travel and without rendering it. */
final class WireSizeCheck {

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
            return List.of(Finding.fail(MailRule.MAIL_NOT_WRITABLE).with("problem", e.getMessage()));
        }
        if (size > policy.wireSizeLimit()) {
            return List.of(tooLarge(MailRule.MESSAGE_TOO_LARGE, size, policy.wireSizeLimit()));
        }
        if (size > policy.wireSizeAdvice()) {
            return tooLarge(MailRule.MESSAGE_LARGE, size, policy.wireSizeAdvice()).weighedBy(policy).stream()
                    .toList();
        }
        return List.of();
    }

    /** How many octets a mail has on the wire; empty when it cannot be written. */
    OptionalLong octets(OutgoingMail mail) {
        try {
            return OptionalLong.of(
                    renderer.wireSize(mail, MimeOptions.sevenBit().withSmtpUtf8()));
        } catch (IllegalArgumentException e) {
            return OptionalLong.empty();
        }
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

    private static Finding tooLarge(MailRule rule, long octets, long limit) {
        return Finding.fail(rule).with("octets", octets).with("limit", limit);
    }
}
