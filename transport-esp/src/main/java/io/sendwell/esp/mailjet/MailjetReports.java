package io.sendwell.esp.mailjet;

import io.sendwell.address.EmailAddress;
import io.sendwell.address.Mailbox;
import io.sendwell.esp.mailjet.MailjetAnswer.AcceptedRecipient;
import io.sendwell.esp.mailjet.MailjetAnswer.ApiError;
import io.sendwell.esp.mailjet.MailjetAnswer.Entry;
import io.sendwell.transport.Refusal;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult;
import io.sendwell.transport.SubmissionStep;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns an entry of an answer into the report of its submission, recipient by recipient. */
final class MailjetReports {

    private static final Pattern RECIPIENT_PATH = Pattern.compile("(To|Cc|Bcc)\\[(\\d{1,3})]");
    private static final AcceptedRecipient WITHOUT_ID = new AcceptedRecipient("", "");

    private final MailjetCredentials credentials;
    private final boolean sandboxMode;

    MailjetReports(MailjetCredentials credentials, boolean sandboxMode) {
        this.credentials = credentials;
        this.sandboxMode = sandboxMode;
    }

    /** Mailjet keeps the order of the call; our id decides where that is in doubt. */
    SubmissionReport report(MailjetMessage message, int index, int batchSize, List<Entry> entries) {
        if (entries.size() == batchSize) {
            Entry entry = entries.get(index);
            if (entry.customId().isEmpty() || entry.customId().equals(message.id())) {
                return report(message, entry);
            }
        }
        return entries.stream()
                .filter(entry -> entry.customId().equals(message.id()))
                .findFirst()
                .map(entry -> report(message, entry))
                .orElseGet(() -> same(
                        message,
                        uncertain("Mailjet's answer has " + entries.size() + " entries for " + batchSize
                                + " messages, and none that is surely this one's.")));
    }

    static SubmissionReport same(MailjetMessage message, SubmissionResult result) {
        return SubmissionReport.same(message.submission().envelope(), result);
    }

    static SubmissionResult uncertain(String text) {
        return new SubmissionResult.Uncertain(SubmissionStep.FINAL_ANSWER, text);
    }

    Refusal refusal(RefusalScope scope, ApiError error) {
        String code = error.code().isEmpty() ? Integer.toString(error.statusCode()) : error.code();
        return Refusal.of(scope, code, words(error));
    }

    private SubmissionReport report(MailjetMessage message, Entry entry) {
        if (entry.isSuccess()) {
            return accepted(message, entry);
        }
        if (!entry.isError()) {
            return same(
                    message,
                    uncertain("Mailjet's answer has the status \"" + entry.status()
                            + "\" for this message, which is neither success nor an error with a reason."));
        }
        return refused(message, entry.errors());
    }

    private SubmissionReport accepted(MailjetMessage message, Entry entry) {
        Map<String, AcceptedRecipient> byNormalForm = new HashMap<>();
        entry.recipients().forEach((email, recipient) -> byNormalForm.putIfAbsent(normalForm(email), recipient));
        Map<EmailAddress, SubmissionResult> results = new LinkedHashMap<>();
        for (EmailAddress path : message.submission().envelope().forwardPaths()) {
            AcceptedRecipient recipient = byNormalForm.getOrDefault(path.normalForm(), WITHOUT_ID);
            results.put(path, new SubmissionResult.Accepted(recipient.messageId(), reply(recipient)));
        }
        return new SubmissionReport(results);
    }

    private String reply(AcceptedRecipient recipient) {
        if (sandboxMode) {
            return "sandbox";
        }
        return recipient.messageUuid().isEmpty() ? "success" : "success, MessageUUID " + recipient.messageUuid();
    }

    private static String normalForm(String email) {
        try {
            return EmailAddress.parse(email).normalForm();
        } catch (IllegalArgumentException rarerForm) {
            return email.toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Mailjet takes a message for all its recipients or for none. An error about one address is that recipient's; the
     * others got nothing either, and are deferred: a submission to them alone passes.
     */
    private SubmissionReport refused(MailjetMessage message, List<ApiError> errors) {
        Map<String, ApiError> byRecipient = new HashMap<>();
        for (ApiError error : errors) {
            if (MailjetErrors.kindOf(error) == MailjetErrors.Kind.RECIPIENT) {
                error.relatedTo()
                        .forEach(path -> recipientAt(path, message)
                                .ifPresent(address -> byRecipient.putIfAbsent(address.normalForm(), error)));
            }
        }
        Set<ApiError> ofRecipients = Set.copyOf(byRecipient.values());
        List<ApiError> ofMessage =
                errors.stream().filter(error -> !ofRecipients.contains(error)).toList();
        SubmissionResult others = ofMessage.isEmpty() ? besideRefused(errors) : ofMessage(ofMessage);
        Map<EmailAddress, SubmissionResult> results = new LinkedHashMap<>();
        for (EmailAddress path : message.submission().envelope().forwardPaths()) {
            ApiError own = byRecipient.get(path.normalForm());
            results.put(
                    path, own == null ? others : new SubmissionResult.Rejected(refusal(RefusalScope.RECIPIENT, own)));
        }
        return new SubmissionReport(results);
    }

    private SubmissionResult besideRefused(List<ApiError> errors) {
        return new SubmissionResult.Deferred(Refusal.of(
                RefusalScope.MESSAGE,
                errors.get(0).code(),
                "Not sent, because Mailjet refused another recipient of the same message: " + allWords(errors)));
    }

    private SubmissionResult ofMessage(List<ApiError> errors) {
        Optional<ApiError> unknown = first(errors, MailjetErrors.Kind.UNKNOWN_OUTCOME);
        if (unknown.isPresent()) {
            return uncertain(words(unknown.get()));
        }
        Optional<ApiError> againstMessage = errors.stream()
                .filter(error -> !MailjetErrors.mayBeMended(error))
                .findFirst();
        if (againstMessage.isEmpty()) {
            Optional<ApiError> ofRoute = first(errors, MailjetErrors.Kind.ROUTE);
            RefusalScope scope = ofRoute.isPresent() ? RefusalScope.ROUTE : RefusalScope.MESSAGE;
            return new SubmissionResult.Deferred(refusal(scope, ofRoute.orElse(errors.get(0))));
        }
        ApiError first = againstMessage.get();
        String code = first.code().isEmpty() ? Integer.toString(first.statusCode()) : first.code();
        return new SubmissionResult.Rejected(Refusal.of(RefusalScope.MESSAGE, code, allWords(errors)));
    }

    private static Optional<ApiError> first(List<ApiError> errors, MailjetErrors.Kind kind) {
        return errors.stream()
                .filter(error -> MailjetErrors.kindOf(error) == kind)
                .findFirst();
    }

    private static Optional<EmailAddress> recipientAt(String path, MailjetMessage message) {
        Matcher matcher = RECIPIENT_PATH.matcher(path);
        if (!matcher.find()) {
            return Optional.empty();
        }
        List<Mailbox> field = switch (matcher.group(1)) {
            case "To" -> message.to();
            case "Cc" -> message.cc();
            default -> message.bcc();
        };
        int index = Integer.parseInt(matcher.group(2));
        return index < field.size() ? Optional.of(field.get(index).address()) : Optional.empty();
    }

    private String allWords(List<ApiError> errors) {
        return errors.stream().map(this::words).distinct().collect(Collectors.joining(" "));
    }

    private String words(ApiError error) {
        String related = error.relatedTo().isEmpty() ? "" : " [" + String.join(", ", error.relatedTo()) + "]";
        String message = error.message().isEmpty() ? "Mailjet gave no reason." : error.message();
        return credentials.redact(message + related);
    }
}
