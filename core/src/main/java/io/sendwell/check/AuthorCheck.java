package io.sendwell.check;

import io.sendwell.account.AccountId;
import io.sendwell.address.Mailbox;
import io.sendwell.message.Mail;
import io.sendwell.message.MessageClass;
import io.sendwell.policy.SendingPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether From names its author and nothing else, and whether an answer would reach somebody. */
final class AuthorCheck implements Check {

    private static final Set<String> NO_REPLY =
            Set.of("noreply", "no-reply", "no_reply", "no.reply", "donotreply", "do-not-reply", "do_not_reply");
    private static final Pattern ADDRESS = Pattern.compile("\\S@\\S|@(?:gmail|googlemail|outlook|yahoo)");
    private static final Pattern COUNT = Pattern.compile("\\(\\d{1,3}\\)");

    @Override
    public List<Rule> rules() {
        return List.of(
                MailRule.FROM_NAME_MISLEADING,
                MailRule.FROM_NO_REPLY,
                MailRule.REPLY_TO_ELSEWHERE,
                MailRule.ADDRESS_ODD_CHARACTERS);
    }

    @Override
    public List<Finding> examine(Mail mail, AccountId account, SendingPolicy policy) {
        List<Finding> findings = new ArrayList<>();
        Mailbox from = mail.from();
        misleading(mail)
                .ifPresent(form -> findings.add(
                        Finding.fail(MailRule.FROM_NAME_MISLEADING).inForm(form).with("name", from.displayName())));
        if (mail.replyTo().isEmpty() && NO_REPLY.contains(localPart(from))) {
            findings.add(Finding.fail(MailRule.FROM_NO_REPLY)
                    .with("mailbox", from.address().masked()));
        }
        mail.replyTo()
                .map(replyTo -> replyTo.address().domain().ascii())
                .filter(domain ->
                        !WebLink.related(domain, from.address().domain().ascii()))
                .ifPresent(domain -> findings.add(Finding.fail(MailRule.REPLY_TO_ELSEWHERE)
                        .with("domain", domain)
                        .with("from", from.address().domain().ascii())));
        odd(from)
                .or(() -> mail.replyTo().flatMap(AuthorCheck::odd))
                .ifPresent(character -> findings.add(
                        Finding.fail(MailRule.ADDRESS_ODD_CHARACTERS).with("character", character)));
        return findings;
    }

    private static Optional<String> misleading(Mail mail) {
        String name = mail.from().displayName();
        if (ADDRESS.matcher(name.toLowerCase(Locale.ROOT)).find()) {
            return name.equalsIgnoreCase(mail.from().address().toString()) ? Optional.empty() : Optional.of("address");
        }
        if (COUNT.matcher(name).find()) {
            return Optional.of("count");
        }
        if (name.codePoints().anyMatch(AuthorCheck::isPicture)) {
            return Optional.of("picture");
        }
        return namesTheRecipient(mail, name) ? Optional.of("recipient") : Optional.empty();
    }

    // Of a broadcast's many recipients one may well have the author's name.
    private static boolean namesTheRecipient(Mail mail, String name) {
        return mail.messageClass() != MessageClass.MASS
                && mail.to().stream()
                        .filter(to -> !to.address().equals(mail.from().address()))
                        .map(Mailbox::displayName)
                        .anyMatch(to -> to.length() > 2 && !to.equalsIgnoreCase(name) && name.contains(to));
    }

    // Emoji, ticks, stars, arrows: what is drawn to look like a badge.
    private static boolean isPicture(int codePoint) {
        return Character.getType(codePoint) == Character.OTHER_SYMBOL
                && codePoint != '\u00ae'
                && codePoint != '\u00a9'
                && codePoint != '\u00b0'
                && codePoint != '\u2122'
                && codePoint != '\u2116';
    }

    private static Optional<String> odd(Mailbox mailbox) {
        return Optional.of(mailbox.address().unusualCharacters()).filter(characters -> !characters.isEmpty());
    }

    static String localPart(Mailbox mailbox) {
        String address = mailbox.address().toString();
        return address.substring(0, address.lastIndexOf('@')).toLowerCase(Locale.ROOT);
    }
}
