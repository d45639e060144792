package io.sendwell.esp.mailjet;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.address.Mailbox;
import io.sendwell.check.Finding;
import io.sendwell.message.Attachment;
import io.sendwell.message.HeaderField;
import io.sendwell.message.Mail;
import io.sendwell.mime.OutgoingMail;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds what Mailjet would refuse, before it is asked. Threads may share it. */
final class MailjetChecks {

    private final MailjetBatcher batcher;
    private final Predicate<AccountId> onBehalfOfPermitted;

    MailjetChecks(MailjetBatcher batcher, Predicate<AccountId> onBehalfOfPermitted) {
        this.batcher = batcher;
        this.onBehalfOfPermitted = onBehalfOfPermitted;
    }

    List<Finding> examine(AccountId account, MailjetMessage message) {
        List<Finding> findings = new ArrayList<>();
        examineSenderField(account, message, findings);
        examineRecipients(message, findings);
        examineAddresses(message, findings);
        examineContent(message, findings);
        examineHeaders(message, findings);
        examineFiles(message, findings);
        MailjetOptionChecks.examine(message.outgoing().mail(), findings);
        return findings;
    }

    private void examineSenderField(AccountId account, MailjetMessage message, List<Finding> findings) {
        if (message.outgoing().senderField().isPresent() && !onBehalfOfPermitted.test(account)) {
            findings.add(
                    Finding.fail(MailjetRule.MAILJET_SENDER_FIELD_NOT_PERMITTED).with("account", account));
        }
    }

    private static void examineRecipients(MailjetMessage message, List<Finding> findings) {
        if (message.to().isEmpty()) {
            findings.add(Finding.fail(MailjetRule.MAILJET_TO_MISSING));
        }
        if (message.recipientCount() > MailjetLimits.RECIPIENTS) {
            findings.add(Finding.fail(MailjetRule.MAILJET_TOO_MANY_RECIPIENTS)
                    .with("count", message.recipientCount())
                    .with("limit", MailjetLimits.RECIPIENTS));
        }
        Set<String> named = new HashSet<>();
        Stream.of(message.to(), message.cc(), message.bcc())
                .flatMap(List::stream)
                .forEach(mailbox -> named.add(mailbox.address().normalForm()));
        List<EmailAddress> unnamed = message.submission().envelope().forwardPaths().stream()
                .filter(path -> !named.contains(path.normalForm()))
                .toList();
        if (!unnamed.isEmpty()) {
            findings.add(Finding.fail(MailjetRule.MAILJET_ENVELOPE_ONLY_RECIPIENT)
                    .with("count", unnamed.size())
                    .with("first", unnamed.get(0).masked()));
        }
    }

    private static void examineAddresses(MailjetMessage message, List<Finding> findings) {
        OutgoingMail outgoing = message.outgoing();
        Stream<Mailbox> authors = Stream.of(
                        java.util.Optional.of(outgoing.from()), outgoing.senderField(), outgoing.replyTo())
                .flatMap(java.util.Optional::stream);
        Stream<Mailbox> recipients =
                Stream.of(message.to(), message.cc(), message.bcc()).flatMap(List::stream);
        Stream.concat(authors, recipients)
                .map(Mailbox::address)
                .filter(EmailAddress::needsSmtpUtf8)
                .findFirst()
                .ifPresent(address -> findings.add(
                        Finding.fail(MailjetRule.MAILJET_ADDRESS_NOT_ASCII).with("address", address.masked())));
    }

    private void examineContent(MailjetMessage message, List<Finding> findings) {
        Mail mail = message.outgoing().mail();
        int subjectLength = mail.subject().codePointCount(0, mail.subject().length());
        if (subjectLength > MailjetLimits.SUBJECT) {
            findings.add(Finding.fail(MailjetRule.MAILJET_SUBJECT_TOO_LONG)
                    .with("count", subjectLength)
                    .with("limit", MailjetLimits.SUBJECT));
        }
        if (message.textPart().isEmpty() && message.htmlPart().isEmpty()) {
            findings.add(Finding.fail(MailjetRule.MAILJET_NO_CONTENT));
        }
        Stream.of(
                        mail.subject(),
                        message.textPart().orElse(""),
                        message.htmlPart().orElse(""))
                .filter(text -> JsonText.indexOfLoneSurrogate(text) >= 0)
                .findFirst()
                .ifPresent(text -> findings.add(Finding.fail(MailjetRule.MAILJET_TEXT_NOT_UNICODE)
                        .with("index", JsonText.indexOfLoneSurrogate(text))
                        .with("length", text.length())));
        if (!batcher.fits(message)) {
            findings.add(Finding.fail(MailjetRule.MAILJET_MESSAGE_TOO_LARGE)
                    .with("size", MailjetBatcher.sizeAlone(message))
                    .with("limit", batcher.maxBody()));
        }
    }

    private static void examineHeaders(MailjetMessage message, List<Finding> findings) {
        OutgoingMail outgoing = message.outgoing();
        for (HeaderField field : outgoing.addedFields()) {
            if (MailjetHeaders.isForbidden(field.name()) && MailjetHeaders.isOfTheClass(field.name())) {
                findings.add(Finding.applied(MailjetRule.MAILJET_FIELD_LEFT_OUT).with("field", field.name()));
            } else {
                examineForbidden(field, findings);
            }
        }
        outgoing.mail().headerFields().forEach(field -> examineForbidden(field, findings));
        if (message.headers().size() > MailjetLimits.ELEMENTS) {
            findings.add(Finding.fail(MailjetRule.MAILJET_TOO_MANY_HEADERS)
                    .with("count", message.headers().size())
                    .with("limit", MailjetLimits.ELEMENTS));
        }
    }

    private static void examineForbidden(HeaderField field, List<Finding> findings) {
        if (MailjetHeaders.isForbidden(field.name())) {
            findings.add(Finding.fail(MailjetRule.MAILJET_HEADER_FORBIDDEN).with("field", field.name()));
        }
    }

    private static void examineFiles(MailjetMessage message, List<Finding> findings) {
        for (Map.Entry<String, List<Attachment>> files :
                Map.of("", message.attached(), "inline", message.inlined()).entrySet()) {
            if (files.getValue().size() > MailjetLimits.ELEMENTS) {
                findings.add(Finding.fail(MailjetRule.MAILJET_TOO_MANY_FILES)
                        .with("count", files.getValue().size())
                        .with("limit", MailjetLimits.ELEMENTS)
                        .inForm(files.getKey()));
            }
        }
        Stream.concat(message.attached().stream(), message.inlined().stream())
                .filter(file -> file.size() == 0)
                .findFirst()
                .ifPresent(file -> findings.add(
                        Finding.fail(MailjetRule.MAILJET_EMPTY_FILE).with("file", file.fileName())));
    }
}
