package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** Judges what concerns the whole call: its root object and the sum of its recipients. */
final class RootCheck {

    /**
     * To, Cc and Bcc over all messages. Mailjet documents 50 recipients; that the limit holds for the whole call
     * and fails it as a whole is what its staff and users report.
     */
    static final int MAX_RECIPIENTS = 50;

    private static final List<String> SWITCHES = List.of("SandboxMode", "AdvanceErrorHandling");

    private RootCheck() {}

    /** The first thing wrong with the root object, looked for before {@code Globals} are applied. */
    static Optional<Problem> structure(JsonNode root) {
        if (!root.isObject()) {
            return Optional.of(new Problem(MailjetError.MJ_0004, MailjetError.MJ_0004.text(), List.of()));
        }
        JsonNode messages = root.path("Messages");
        if (messages.isMissingNode() || messages.isNull()) {
            return problem(MailjetError.MJ_0003, "Messages");
        }
        if (!messages.isArray()) {
            return problem(MailjetError.MJ_0004, "Messages");
        }
        if (messages.isEmpty()) {
            return problem(MailjetError.MJ_0007, "Messages");
        }
        if (messages.size() > StructureCheck.MAX_ELEMENTS) {
            return problem(MailjetError.MJ_0008, "Messages");
        }
        JsonNode globals = root.path("Globals");
        if (!globals.isMissingNode() && !globals.isNull() && !globals.isObject()) {
            return problem(MailjetError.MJ_0004, "Globals");
        }
        return SWITCHES.stream()
                .filter(key -> root.hasNonNull(key) && !root.path(key).isBoolean())
                .findFirst()
                .map(key -> Problem.at(MailjetError.MJ_0004, key));
    }

    /** Whether the messages, {@code Globals} applied, have more recipients than one call may. */
    static Optional<Problem> recipientCount(List<JsonNode> messages) {
        int recipients = messages.stream()
                .mapToInt(message -> Recipients.of(message).size())
                .sum();
        return recipients > MAX_RECIPIENTS ? Optional.of(Problem.of(MailjetError.SEND_0015)) : Optional.empty();
    }

    private static Optional<Problem> problem(MailjetError error, String path) {
        return Optional.of(Problem.at(error, path));
    }
}
