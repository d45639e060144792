package io.sendwell.examples.rules;

import io.sendwell.route.Route;
import io.sendwell.testkit.mailjet.AcceptedMessage;
import io.sendwell.testkit.mailjet.AcceptedRecipient;
import io.sendwell.testkit.mailjet.PostedMailbox;
import io.sendwell.testkit.smtp.ReceivedMail;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the far side saw of one mail.
 *
 * @param route {@link Route#ESP} for Mailjet's API, {@link Route#OPERATOR_SMTP} for any server
 * @param reversePath empty where the ESP chooses it
 * @param messageId empty where the ESP makes it
 * @param recipients the forward-paths, or those to whom the ESP delivers
 */
record Wire(
        Route route,
        String from,
        Optional<String> senderField,
        Optional<String> replyTo,
        Optional<String> reversePath,
        Optional<String> messageId,
        List<String> recipients,
        String subject,
        String text,
        String html) {

    static Wire of(AcceptedMessage message) {
        return new Wire(
                Route.ESP,
                message.from().map(Wire::written).orElse(""),
                message.sender().map(Wire::written),
                message.replyTo().map(Wire::written),
                Optional.empty(),
                Optional.empty(),
                Stream.of(message.to(), message.cc(), message.bcc())
                        .flatMap(List::stream)
                        .map(AcceptedRecipient::address)
                        .toList(),
                message.subject(),
                message.text(),
                message.html());
    }

    static Wire of(ReceivedMail mail) {
        return new Wire(
                Route.OPERATOR_SMTP,
                String.join(" and ", mail.headers("From")),
                mail.header("Sender"),
                mail.header("Reply-To"),
                Optional.of(mail.reversePath()),
                mail.header("Message-ID"),
                mail.forwardPaths(),
                mail.header("Subject").orElse(""),
                mail.content().isWhole() ? mail.text() : "",
                "");
    }

    private static String written(PostedMailbox mailbox) {
        return mailbox.displayName().isEmpty()
                ? mailbox.address()
                : mailbox.displayName() + " <" + mailbox.address() + ">";
    }
}
