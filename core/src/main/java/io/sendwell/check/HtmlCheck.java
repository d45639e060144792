package io.sendwell.check;

import io.sendwell.account.AccountId;
import io.sendwell.message.Mail;
import io.sendwell.message.MessageClass;
import io.sendwell.policy.SendingPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the HTML says something that can be read without its images, hides nothing, and runs nothing. */
final class HtmlCheck implements Check {

    /** Our own figure for what a mail has to say beside its images. */
    static final int ENOUGH_TEXT = 200;

    /** Our own figure: the line that programs show beside the subject is hidden in the mail, and is no longer than this. */
    static final int PREVIEW_LINE = 150;

    @Override
    public List<Rule> rules() {
        return List.of(
                MailRule.TEXT_PART_POOR,
                MailRule.HTML_IMAGE_ONLY,
                MailRule.IMAGE_WITHOUT_ALT,
                MailRule.IMAGE_HOST_FOREIGN,
                MailRule.HTML_HIDDEN_TEXT,
                MailRule.HTML_ACTIVE_CONTENT);
    }

    @Override
    public List<Finding> examine(Mail mail, AccountId account, SendingPolicy policy) {
        return mail.html().map(html -> examine(mail, HtmlReading.of(html))).orElse(List.of());
    }

    private static List<Finding> examine(Mail mail, HtmlReading reading) {
        List<Finding> findings = new ArrayList<>();
        examineText(mail, reading).ifPresent(findings::add);
        if (reading.imageCount() > 0 && reading.visible() < ENOUGH_TEXT) {
            findings.add(Finding.fail(MailRule.HTML_IMAGE_ONLY).with("count", reading.visible()));
        }
        if (reading.imagesWithoutAlt() > 0) {
            findings.add(Finding.fail(MailRule.IMAGE_WITHOUT_ALT).with("count", reading.imagesWithoutAlt()));
        }
        if (mail.messageClass() == MessageClass.MASS) {
            foreignImage(mail, reading)
                    .ifPresent(host -> findings.add(
                            Finding.fail(MailRule.IMAGE_HOST_FOREIGN).with("host", host)));
        }
        if (reading.hiddenCharacters() > PREVIEW_LINE) {
            findings.add(Finding.fail(MailRule.HTML_HIDDEN_TEXT).with("count", reading.hiddenCharacters()));
        }
        if (!reading.active().isEmpty()) {
            findings.add(
                    Finding.fail(MailRule.HTML_ACTIVE_CONTENT).with("elements", String.join(", ", reading.active())));
        }
        return findings;
    }

    // A text part that was derived says as much as the HTML; one that says a fifth of it is a stopgap.
    private static Optional<Finding> examineText(Mail mail, HtmlReading reading) {
        int text = mail.text().map(HtmlReading::readable).orElse(0);
        return reading.visible() >= ENOUGH_TEXT && text < reading.visible() / 5
                ? Optional.of(
                        Finding.fail(MailRule.TEXT_PART_POOR).with("text", text).with("html", reading.visible()))
                : Optional.empty();
    }

    private static Optional<String> foreignImage(Mail mail, HtmlReading reading) {
        String author = mail.from().address().domain().ascii();
        return reading.images().stream()
                .map(WebLink::of)
                .filter(WebLink::leadsToTheWeb)
                .map(WebLink::host)
                .filter(host -> !WebLink.related(host, author))
                .findFirst();
    }
}
