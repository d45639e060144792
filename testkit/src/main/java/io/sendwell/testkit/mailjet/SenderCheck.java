package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Judges who may send: the extra checks that {@code AdvanceErrorHandling} turns on.
 *
 * <p>Users report that without that switch an unknown sender is answered with success and the mail never leaves
 * (mailjet-apiv3-php, issue 219, 2021).
 *
 * <p>Without {@code Sender} the From must be an active sender of the API key. With it the Sender must be one, the key
 * needs the permission, and the From is only displayed.
 */
final class SenderCheck implements MessageCheck {

    @Override
    public List<Problem> problems(JsonNode message, FakeMailjetAccount account) {
        Optional<Problem> template = template(message, account);
        Optional<Problem> sender = message.hasNonNull("Sender") ? sender(message, account) : from(message, account);
        return Stream.of(template, sender).flatMap(Optional::stream).toList();
    }

    private static Optional<Problem> template(JsonNode message, FakeMailjetAccount account) {
        return message.hasNonNull("TemplateID")
                        && account.template(message.path("TemplateID").asLong()).isEmpty()
                ? Optional.of(Problem.of(MailjetError.SEND_0010))
                : Optional.empty();
    }

    private static Optional<Problem> sender(JsonNode message, FakeMailjetAccount account) {
        if (!account.mayUseSenderProperty()) {
            return Optional.of(Problem.of(MailjetError.SEND_0006));
        }
        return account.hasActiveSender(message.path("Sender").path("Email").asText())
                ? Optional.empty()
                : Optional.of(Problem.of(MailjetError.SEND_0007));
    }

    private static Optional<Problem> from(JsonNode message, FakeMailjetAccount account) {
        Optional<String> from = message.hasNonNull("From")
                ? Optional.of(message.path("From").path("Email").asText())
                : account.template(message.path("TemplateID").asLong()).flatMap(FakeTemplate::from);
        return from.filter(address -> !account.hasActiveSender(address)).map(address -> {
            return Problem.at(MailjetError.SEND_0008, "From", "Sender " + address + " is not authorised for this key.");
        });
    }
}
