package io.sendwell.testkit.mailjet;

import java.util.Set;

/** The properties of a message in the Send API v3.1: what each must look like, as a table. */
enum MessageProperty {
    FROM("From", Shape.MAILBOX),
    SENDER("Sender", Shape.MAILBOX),
    TO("To", Shape.MAILBOXES),
    CC("Cc", Shape.MAILBOXES),
    BCC("Bcc", Shape.MAILBOXES),
    REPLY_TO("ReplyTo", Shape.MAILBOX),
    SUBJECT("Subject", Shape.TEXT, 255),
    TEXT_PART("TextPart", Shape.TEXT),
    HTML_PART("HTMLPart", Shape.TEXT),
    TEMPLATE_ID("TemplateID", Shape.INTEGER),
    TEMPLATE_LANGUAGE("TemplateLanguage", Shape.BOOLEAN),
    TEMPLATE_ERROR_REPORTING("TemplateErrorReporting", Shape.MAILBOX),
    TEMPLATE_ERROR_DELIVER("TemplateErrorDeliver", Shape.BOOLEAN),
    VARIABLES("Variables", Shape.OBJECT),
    ATTACHMENTS("Attachments", Shape.FILES),
    INLINED_ATTACHMENTS("InlinedAttachments", Shape.FILES),
    PRIORITY("Priority", Shape.INTEGER, Set.of("0", "1", "2", "3")),
    CUSTOM_CAMPAIGN("CustomCampaign", Shape.TEXT, 255),
    DEDUPLICATE_CAMPAIGN("DeduplicateCampaign", Shape.BOOLEAN),
    TRACK_OPENS("TrackOpens", Shape.TEXT, Tracking.VALUES),
    TRACK_CLICKS("TrackClicks", Shape.TEXT, Tracking.VALUES),
    CUSTOM_ID("CustomID", Shape.TEXT),
    EVENT_PAYLOAD("EventPayload", Shape.TEXT),
    MONITORING_CATEGORY("MonitoringCategory", Shape.TEXT),
    URL_TAGS("URLTags", Shape.TEXT, 256),
    HEADERS("Headers", Shape.TEXT_OBJECT);

    /** What kind of JSON value a property holds. */
    enum Shape {
        TEXT,
        INTEGER,
        BOOLEAN,
        /** An object of anything. */
        OBJECT,
        /** An object of texts. */
        TEXT_OBJECT,
        /** {@code {Email, Name?}}. */
        MAILBOX,
        MAILBOXES,
        /** An array of {@code {ContentType, Filename, Base64Content, ContentID?}}. */
        FILES
    }

    private final String key;
    private final Shape shape;
    private final int maxCharacters;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of
    private final Set<String> allowed;

    MessageProperty(String key, Shape shape) {
        this(key, shape, Integer.MAX_VALUE, Set.of());
    }

    MessageProperty(String key, Shape shape, int maxCharacters) {
        this(key, shape, maxCharacters, Set.of());
    }

    MessageProperty(String key, Shape shape, Set<String> allowed) {
        this(key, shape, Integer.MAX_VALUE, allowed);
    }

    MessageProperty(String key, Shape shape, int maxCharacters, Set<String> allowed) {
        this.key = key;
        this.shape = shape;
        this.maxCharacters = maxCharacters;
        this.allowed = allowed;
    }

    String key() {
        return key;
    }

    Shape shape() {
        return shape;
    }

    /** Unicode characters; {@link Integer#MAX_VALUE} where the documentation names no limit. */
    int maxCharacters() {
        return maxCharacters;
    }

    /** Whether the property takes this value; always when the documentation lists none. */
    boolean allows(String value) {
        return allowed.isEmpty() || allowed.contains(value);
    }

    private static final class Tracking {
        static final Set<String> VALUES = Set.of("account_default", "disabled", "enabled");
    }
}
