package io.sendwell.testkit.inbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sendwell.testkit.mailjet.AcceptedAttachment;
import io.sendwell.testkit.mailjet.AcceptedMessage;
import io.sendwell.testkit.mailjet.AcceptedRecipient;
import io.sendwell.testkit.mailjet.FakeMailjet;
import io.sendwell.testkit.mailjet.FakeMailjetAccount;
import io.sendwell.testkit.mailjet.PostedMailbox;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A mail as the fake ESP took it. */
record EspMail(String id, long number, FakeMailjet esp, FakeMailjetAccount account, AcceptedMessage message)
        implements InboxMail {

    @Override
    public Line line() {
        Map<String, Long> states = message.recipients().stream()
                .map(account::status)
                .collect(Collectors.groupingBy(state -> state, LinkedHashMap::new, Collectors.counting()));
        return new Line(
                "esp",
                account.name(),
                message.from().map(EspMail::words).orElse(""),
                words(message.to()),
                message.subject(),
                message.acceptedAt(),
                size(),
                message.attachments().size(),
                states.size() == 1
                        ? states.keySet().iterator().next()
                        : states.entrySet().stream()
                                .map(state -> state.getValue() + " " + state.getKey())
                                .collect(Collectors.joining(", ")),
                worst(states.keySet().stream().map(EspMail::tone).toList()));
    }

    private static Tone worst(List<Tone> tones) {
        if (tones.contains(Tone.BAD)) {
            return Tone.BAD;
        }
        return tones.contains(Tone.WAITING) ? Tone.WAITING : Tone.GOOD;
    }

    private static Tone tone(String state) {
        return switch (state) {
            case "sent", "opened", "clicked" -> Tone.GOOD;
            case "hardbounced", "blocked", "spam" -> Tone.BAD;
            default -> Tone.WAITING;
        };
    }

    private long size() {
        long files = message.attachments().stream()
                .mapToLong(AcceptedAttachment::size)
                .sum();
        return files + octets(message.text()) + octets(message.html());
    }

    private static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public MailContent content() {
        List<MailField> fields = new ArrayList<>();
        Stream.of("From", "Sender", "Reply-To").forEach(name -> {
            Optional<PostedMailbox> mailbox = switch (name) {
                case "From" -> message.from();
                case "Sender" -> message.sender();
                default -> message.replyTo();
            };
            mailbox.ifPresent(found -> add(fields, name, words(found)));
        });
        add(fields, "To", words(message.to()));
        add(fields, "Cc", words(message.cc()));
        add(fields, "Bcc", words(message.bcc()));
        add(fields, "Subject", message.subject());
        message.headers().forEach((name, body) -> fields.add(new MailField(name, HeaderText.decoded(body), body)));
        add(fields, "CustomID", message.customId());
        add(fields, "CustomCampaign", message.campaign());
        add(fields, "EventPayload", message.eventPayload());
        return new MailContent(
                fields,
                Optional.of(message.text()).filter(text -> !text.isEmpty()),
                Optional.of(message.html()).filter(html -> !html.isEmpty()),
                message.attachments().stream()
                        .map(file -> new MailFile(
                                file.fileName(), file.contentType(), file.contentId(), file.size(), file::content))
                        .toList());
    }

    private static void add(List<MailField> fields, String name, String value) {
        if (!value.isEmpty()) {
            fields.add(new MailField(name, value, value));
        }
    }

    private static String words(List<AcceptedRecipient> recipients) {
        return recipients.stream().map(recipient -> words(recipient.mailbox())).collect(Collectors.joining(", "));
    }

    private static String words(PostedMailbox mailbox) {
        return mailbox.displayName().isEmpty()
                ? mailbox.address()
                : mailbox.displayName() + " <" + mailbox.address() + ">";
    }

    @Override
    public Source source() {
        byte[] json = message.toJson().getBytes(StandardCharsets.UTF_8);
        return new Source(id + ".json", "application/json", json.length, out -> out.write(json));
    }

    @Override
    public void tell(ObjectNode json) {
        ArrayNode recipients = json.putArray("recipients");
        for (AcceptedRecipient recipient : message.recipients()) {
            String state = account.status(recipient);
            recipients
                    .addObject()
                    .put("copy", Long.toString(recipient.messageId()))
                    .put("address", recipient.address())
                    .put("state", state)
                    .put("tone", tone(state).word());
        }
        ArrayNode links = json.putArray("links");
        message.trackedLinks().forEach(links::add);
        if (!message.skippedErrors().isEmpty()) {
            json.put(
                    "note",
                    "The service took it and will not send it: "
                            + message.skippedErrors().stream()
                                    .map(Object::toString)
                                    .collect(Collectors.joining(", ")));
        }
        ArrayNode timeline = json.putArray("timeline");
        timeline.addObject()
                .put("at", message.acceptedAt().toString())
                .put("what", "accepted")
                .put("detail", "in request " + message.requestNumber() + " of account " + account.name())
                .put("tone", Tone.GOOD.word());
        Reports.of(esp, message).forEach(report -> timeline.add(report.json(tone(report.state()))));
    }
}
