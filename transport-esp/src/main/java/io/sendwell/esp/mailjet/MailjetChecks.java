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
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds what Mailjet would refuse, before it is asked. Threads may share it. */
final class MailjetChecks {

    private static final String GUIDE = "Mailjet Send API v3.1";

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
            findings.add(Finding.mustFail(
                    "MAILJET_SENDER_FIELD_NOT_PERMITTED",
                    "The mail has a Sender field, and the Mailjet API key of account " + account
                            + " is not known to be permitted the Sender property.",
                    "A key for which Mailjet's support has enabled Sender.",
                    "Ask the support for it, then say so with permitOnBehalfOf(); or send with the operator's From.",
                    GUIDE + ", send-0006"));
        }
    }

    private static void examineRecipients(MailjetMessage message, List<Finding> findings) {
        if (message.to().isEmpty()) {
            findings.add(Finding.mustFail(
                    "MAILJET_TO_MISSING",
                    "Nobody in the envelope stands in To.",
                    "Mailjet delivers to To, Cc and Bcc, and wants at least one in To.",
                    "Put a recipient into To.",
                    GUIDE + ", mj-0003"));
        }
        if (message.recipientCount() > MailjetLimits.RECIPIENTS) {
            findings.add(Finding.mustFail(
                    "MAILJET_TOO_MANY_RECIPIENTS",
                    "The mail has " + message.recipientCount() + " recipients in To, Cc and Bcc.",
                    "At most " + MailjetLimits.RECIPIENTS + " in one call to Mailjet.",
                    "Write to fewer, or send a broadcast, which makes a mail for each.",
                    GUIDE + ", send-0015"));
        }
        Set<String> named = new HashSet<>();
        Stream.of(message.to(), message.cc(), message.bcc())
                .flatMap(List::stream)
                .forEach(mailbox -> named.add(mailbox.address().normalForm()));
        List<EmailAddress> unnamed = message.submission().envelope().forwardPaths().stream()
                .filter(path -> !named.contains(path.normalForm()))
                .toList();
        if (!unnamed.isEmpty()) {
            findings.add(Finding.mustFail(
                    "MAILJET_ENVELOPE_ONLY_RECIPIENT",
                    "The envelope names " + unnamed.size()
                            + " recipients who stand in none of To, Cc and Bcc, the first "
                            + unnamed.get(0).masked() + ".",
                    "Mailjet has no envelope: it delivers to To, Cc and Bcc.",
                    "Put them into Bcc, or use an SMTP route.",
                    GUIDE));
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
                .ifPresent(address -> findings.add(Finding.mustFail(
                        "MAILJET_ADDRESS_NOT_ASCII",
                        "The local part of " + address.masked() + " is outside ASCII.",
                        "Addresses that need no SMTPUTF8: Mailjet takes none that do.",
                        "Use another address of this person, or an SMTP route whose server offers SMTPUTF8.",
                        "RFC 6531; " + GUIDE + ", mj-0013")));
    }

    private void examineContent(MailjetMessage message, List<Finding> findings) {
        Mail mail = message.outgoing().mail();
        int subjectLength = mail.subject().codePointCount(0, mail.subject().length());
        if (subjectLength > MailjetLimits.SUBJECT) {
            findings.add(Finding.mustFail(
                    "MAILJET_SUBJECT_TOO_LONG",
                    "The subject has " + subjectLength + " characters.",
                    "At most " + MailjetLimits.SUBJECT + " at Mailjet.",
                    "Shorten it.",
                    GUIDE + ", mj-0006"));
        }
        if (message.textPart().isEmpty() && message.htmlPart().isEmpty()) {
            findings.add(Finding.mustFail(
                    "MAILJET_NO_CONTENT",
                    "Text and HTML are both empty.",
                    "Mailjet wants a text part, an HTML part or both.",
                    "Write something.",
                    GUIDE + ", send-0003"));
        }
        Stream.of(
                        mail.subject(),
                        message.textPart().orElse(""),
                        message.htmlPart().orElse(""))
                .filter(text -> JsonText.indexOfLoneSurrogate(text) >= 0)
                .findFirst()
                .ifPresent(text -> findings.add(Finding.mustFail(
                        "MAILJET_TEXT_NOT_UNICODE",
                        "Subject or content has half of a surrogate pair at index "
                                + JsonText.indexOfLoneSurrogate(text) + " of " + text.length() + ".",
                        "Text that UTF-8 can say, in which Mailjet takes it.",
                        "It was cut in the middle of a character; cut it at a character's end.",
                        "RFC 3629 section 3")));
        if (!batcher.fits(message)) {
            findings.add(Finding.mustFail(
                    "MAILJET_MESSAGE_TOO_LARGE",
                    String.format(
                            Locale.ROOT,
                            "The mail takes %,d octets, files in base64.",
                            MailjetBatcher.sizeAlone(message)),
                    String.format(Locale.ROOT, "At most %,d in one call to Mailjet.", batcher.maxBody()),
                    "Attach less, link to the files, or use an SMTP route.",
                    GUIDE + ", status 413"));
        }
    }

    private static void examineHeaders(MailjetMessage message, List<Finding> findings) {
        OutgoingMail outgoing = message.outgoing();
        for (HeaderField field : outgoing.addedFields()) {
            if (MailjetHeaders.isForbidden(field.name()) && MailjetHeaders.isOfTheClass(field.name())) {
                findings.add(Finding.applied(
                        "MAILJET_FIELD_LEFT_OUT",
                        "The header field " + field.name() + " is left out.",
                        "Mailjet writes it itself, or lets nobody set it.",
                        GUIDE + ", send-0011"));
            } else {
                examineForbidden(field, findings);
            }
        }
        outgoing.mail().headerFields().forEach(field -> examineForbidden(field, findings));
        if (message.headers().size() > MailjetLimits.ELEMENTS) {
            findings.add(Finding.mustFail(
                    "MAILJET_TOO_MANY_HEADERS",
                    "The mail has " + message.headers().size() + " extra header fields.",
                    "At most " + MailjetLimits.ELEMENTS + " at Mailjet.",
                    "Leave some out.",
                    GUIDE + ", mj-0008"));
        }
    }

    private static void examineForbidden(HeaderField field, List<Finding> findings) {
        if (MailjetHeaders.isForbidden(field.name())) {
            findings.add(Finding.mustFail(
                    "MAILJET_HEADER_FORBIDDEN",
                    "The header field " + field.name() + " was set.",
                    "Mailjet writes it itself and refuses it from others.",
                    "Leave it out, use the mail's own method for it, or an SMTP route.",
                    GUIDE + ", send-0011"));
        }
    }

    private static void examineFiles(MailjetMessage message, List<Finding> findings) {
        for (Map.Entry<String, List<Attachment>> files : Map.of(
                        "attached", message.attached(), "inline", message.inlined())
                .entrySet()) {
            if (files.getValue().size() > MailjetLimits.ELEMENTS) {
                findings.add(Finding.mustFail(
                        "MAILJET_TOO_MANY_FILES",
                        "The mail has " + files.getValue().size() + " " + files.getKey() + " files.",
                        "At most " + MailjetLimits.ELEMENTS + " at Mailjet.",
                        "Put them into an archive.",
                        GUIDE + ", mj-0008"));
            }
        }
        Stream.concat(message.attached().stream(), message.inlined().stream())
                .filter(file -> file.size() == 0)
                .findFirst()
                .ifPresent(file -> findings.add(Finding.mustFail(
                        "MAILJET_EMPTY_FILE",
                        "The file \"" + file.fileName() + "\" is empty.",
                        "Mailjet takes no empty file.",
                        "Leave it out.",
                        GUIDE + ", mj-0012")));
    }
}
