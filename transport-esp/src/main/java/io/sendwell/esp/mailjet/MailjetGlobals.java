package io.sendwell.esp.mailjet;

import io.sendwell.address.Mailbox;
import io.sendwell.message.Attachment;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What all messages of one call have in common, to be written once, in {@code Globals}.
 *
 * <p>Mailjet puts them together again by three rules: of texts and numbers the message's own wins; objects are joined
 * name by name; arrays are appended, those of {@code Globals} first. So a text or a mailbox is taken here only when it
 * is the same in every message, a header field when every message has it with the same body, and files only as far as
 * all lists start with the same ones.
 */
record MailjetGlobals(
        Map<MailboxProperty, Mailbox> mailboxes,
        Map<TextProperty, String> texts,
        Map<String, String> headers,
        List<Attachment> attached,
        List<Attachment> inlined) {

    private static final MailjetGlobals NONE = new MailjetGlobals(Map.of(), Map.of(), Map.of(), List.of(), List.of());

    /** Properties that hold one mailbox. */
    enum MailboxProperty {
        FROM("From", message -> Optional.of(message.outgoing().from())),
        SENDER("Sender", message -> message.outgoing().senderField()),
        REPLY_TO("ReplyTo", message -> message.outgoing().replyTo());

        private final String wireName;

        @SuppressWarnings("ImmutableEnumChecker") // a function without state
        private final Function<MailjetMessage, Optional<Mailbox>> of;

        MailboxProperty(String wireName, Function<MailjetMessage, Optional<Mailbox>> of) {
            this.wireName = wireName;
            this.of = of;
        }

        String wireName() {
            return wireName;
        }

        Optional<Mailbox> of(MailjetMessage message) {
            return of.apply(message);
        }
    }

    /** Properties that hold a text and are worth sharing. */
    enum TextProperty {
        SUBJECT(
                "Subject",
                message -> Optional.of(message.outgoing().mail().subject()).filter(subject -> !subject.isEmpty())),
        TEXT_PART("TextPart", MailjetMessage::textPart),
        HTML_PART("HTMLPart", MailjetMessage::htmlPart),
        CUSTOM_CAMPAIGN("CustomCampaign", message -> Optional.of(message.campaign())),
        TRACK_OPENS("TrackOpens", message -> trackingOption(message, MailjetOptions.TRACK_OPENS)),
        TRACK_CLICKS("TrackClicks", message -> trackingOption(message, MailjetOptions.TRACK_CLICKS)),
        URL_TAGS("URLTags", message -> message.options().value(MailjetOptions.URL_TAGS)),
        MONITORING_CATEGORY(
                "MonitoringCategory", message -> message.options().value(MailjetOptions.MONITORING_CATEGORY));

        private final String wireName;

        @SuppressWarnings("ImmutableEnumChecker") // a function without state
        private final Function<MailjetMessage, Optional<String>> of;

        TextProperty(String wireName, Function<MailjetMessage, Optional<String>> of) {
            this.wireName = wireName;
            this.of = of;
        }

        String wireName() {
            return wireName;
        }

        Optional<String> of(MailjetMessage message) {
            return of.apply(message);
        }

        // The guide allows both only where there is an HTML part to put a pixel and links into.
        private static Optional<String> trackingOption(MailjetMessage message, String name) {
            return message.htmlPart().isPresent() ? message.options().value(name) : Optional.empty();
        }
    }

    /** What these have in common; nothing when there is only one, which shares with nobody. */
    static MailjetGlobals of(List<MailjetMessage> batch) {
        if (batch.size() < 2) {
            return NONE;
        }
        MailjetMessage first = batch.get(0);
        Map<MailboxProperty, Mailbox> mailboxes = new EnumMap<>(MailboxProperty.class);
        for (MailboxProperty property : MailboxProperty.values()) {
            property.of(first)
                    .filter(mailbox ->
                            inAll(batch, message -> property.of(message).filter(mailbox::equals)))
                    .ifPresent(mailbox -> mailboxes.put(property, mailbox));
        }
        Map<TextProperty, String> texts = new EnumMap<>(TextProperty.class);
        for (TextProperty property : TextProperty.values()) {
            property.of(first)
                    .filter(text -> inAll(batch, message -> property.of(message).filter(text::equals)))
                    .ifPresent(text -> texts.put(property, text));
        }
        Map<String, String> headers = new LinkedHashMap<>(first.headers());
        headers.entrySet()
                .removeIf(header -> !inAll(
                        batch,
                        message -> Optional.ofNullable(message.headers().get(header.getKey()))
                                .filter(header.getValue()::equals)));
        List<Attachment> attached = first.attached();
        List<Attachment> inlined = first.inlined();
        for (MailjetMessage message : batch) {
            attached = MailjetBatcher.commonStart(attached, message.attached());
            inlined = MailjetBatcher.commonStart(inlined, message.inlined());
        }
        return new MailjetGlobals(mailboxes, texts, headers, attached, inlined);
    }

    boolean isEmpty() {
        return equals(NONE);
    }

    private static boolean inAll(List<MailjetMessage> batch, Function<MailjetMessage, Optional<?>> match) {
        return batch.stream().allMatch(message -> match.apply(message).isPresent());
    }
}
