package io.sendwell.testkit.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sendwell.testkit.mailjet.AcceptedRecipient;
import io.sendwell.testkit.mailjet.EventPost;
import io.sendwell.testkit.mailjet.FakeMailjet;
import io.sendwell.testkit.mailjet.FakeVisitor;
import io.sendwell.testkit.mailjet.Happening;
import io.sendwell.testkit.mailjet.ReportedError;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the page lets happen to mail at the fake ESP, and what it says of that. */
final class Buttons {

    private Buttons() {}

    /** Lets happen what a button says to one copy. */
    static ObjectNode press(EspMail mail, JsonNode request, ObjectNode answer) {
        Optional<AcceptedRecipient> copy = mail.message().recipients().stream()
                .filter(recipient -> Long.toString(recipient.messageId())
                        .equals(request.path("copy").asText()))
                .findFirst();
        Optional<Happening> happening =
                happening(request.path("what").asText(), request.path("link").asText());
        if (copy.isEmpty() || happening.isEmpty()) {
            return answer.put("problem", "There is no such copy, or nothing of that name happens to mail.");
        }
        String before = mail.account().status(copy.get());
        List<EventPost> posts = mail.esp().happens(copy.get(), happening.get());
        String after = mail.account().status(copy.get());
        if (posts.isEmpty() && before.equals(after)) {
            return answer.put("problem", "Nothing happened: it is not tracked with this mail.");
        }
        return answer.put(
                "message", mail.account().name() + ", " + copy.get().address() + ": " + after + ". " + told(posts));
    }

    private static Optional<Happening> happening(String name, String link) {
        return Optional.ofNullable(
                switch (name) {
                    case "deliver" -> Happening.delivered();
                    case "defer" -> Happening.softBounce(ReportedError.GREYLISTED);
                    case "hard-bounce" -> Happening.hardBounce(ReportedError.USER_UNKNOWN);
                    case "soft-bounce" -> Happening.softBounce(ReportedError.QUOTA_EXCEEDED);
                    case "block" -> Happening.block(ReportedError.POLICY);
                    case "open" -> Happening.open(FakeVisitor.PERSON);
                    case "open-by-proxy" -> Happening.open(FakeVisitor.PRIVACY_PROTECTION);
                    case "click" -> Happening.click(link, FakeVisitor.PERSON);
                    case "complain" -> Happening.complaint();
                    default -> null;
                });
    }

    /** Reports all that happened and was not reported yet. */
    static ObjectNode report(List<FakeMailjet> esps, ObjectNode answer) {
        List<EventPost> posts =
                esps.stream().flatMap(esp -> esp.deliverEvents().stream()).toList();
        return answer.put("message", posts.isEmpty() ? "There was nothing new to report." : told(posts));
    }

    private static String told(List<EventPost> posts) {
        if (posts.isEmpty()) {
            return "Nobody was told: the account has no URL for it (FakeMailjetAccount.reportTo).";
        }
        int events = posts.stream().mapToInt(EventPost::events).sum();
        return posts.stream()
                .collect(Collectors.groupingBy(Buttons::answered, Collectors.counting()))
                .entrySet()
                .stream()
                .map(answer -> answer.getKey() + (answer.getValue() == 1 ? "" : ", " + answer.getValue() + " times"))
                .sorted()
                .collect(Collectors.joining("; ", events + (events == 1 ? " event" : " events") + " told to ", "."));
    }

    private static String answered(EventPost post) {
        return post.url() + ", " + (post.status() == 0 ? "no answer" : "answered " + post.status());
    }
}
