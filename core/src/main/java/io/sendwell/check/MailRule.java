package io.sendwell.check;

import static io.sendwell.check.MailRule.Stage.CREATION;
import static io.sendwell.check.MailRule.Stage.CREATION_AND_RELEASE;
import static io.sendwell.check.MailRule.Stage.PREFLIGHT;
import static io.sendwell.check.Severity.MUST;
import static io.sendwell.check.Severity.NOTE;
import static io.sendwell.check.Severity.SHOULD;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Sendwell's own rules for mail, each with the code of its findings. The checks make their findings from these constants, so a
 * list of them is a list of what is looked at.
 */
public enum MailRule implements Rule {
    TEMPLATE_MALFORMED(MUST, CREATION_AND_RELEASE, "D105", "Sendwell's template syntax"),
    MERGE_VALUE_MISSING(MUST, CREATION_AND_RELEASE, "D105", "a mail with a hole in it reads as spam"),
    MERGE_VALUE_UNSAFE(MUST, CREATION_AND_RELEASE, "D86 D97", "CWE-93 and CWE-79"),
    UNMERGED_PLACEHOLDER(MUST, CREATION_AND_RELEASE, "D105", "a placeholder in front of a reader reads as spam"),

    MASS_TO_SEVERAL(MUST, CREATION_AND_RELEASE, "D84", "RFC 5322 section 3.6.3; one recipient per copy"),
    UNSUBSCRIBE_MISSING(
            MUST,
            CREATION_AND_RELEASE,
            "D48",
            "RFC 8058 section 3.1; Gmail, Yahoo and Outlook.com demand it of bulk mail"),
    NO_VISIBLE_UNSUBSCRIBE(MUST, CREATION_AND_RELEASE, "D53", "Gmail, Yahoo, Outlook.com; 15 USC 7704(a)(3)"),
    SUBJECT_EMPTY(SHOULD, CREATION_AND_RELEASE, "D103", "Gmail's sender guidelines; Mailjet's limits"),
    SUBJECT_LONG(SHOULD, CREATION_AND_RELEASE, "D103", "Gmail's sender guidelines; Mailjet's limits"),
    SUBJECT_PRETENDS_REPLY(SHOULD, CREATION_AND_RELEASE, "D103", "Gmail's sender guidelines; Mailjet's limits"),
    SUBJECT_HIDDEN_CHARACTERS(MUST, CREATION_AND_RELEASE, "D93", "Unicode UTS #39; Gmail's sender guidelines"),
    DOMAIN_CONFUSABLE(
            MUST,
            CREATION_AND_RELEASE,
            "D91",
            "Unicode UTS #39 section 5.2, highly restrictive; Gmail's sender guidelines"),
    LINK_UNSAFE(MUST, CREATION_AND_RELEASE, "D97", "receivers drop or refuse such mail; CWE-79"),
    TEXT_PART_DERIVED(SHOULD, CREATION_AND_RELEASE, "D99", "practice of spam filters"),
    HTML_LONG(SHOULD, CREATION_AND_RELEASE, "D98", "tests of the industry: Gmail clips at 102 KB"),
    HTML_CLIPPED(SHOULD, CREATION_AND_RELEASE, "D98", "tests of the industry: Gmail clips at 102 KB"),
    ATTACHMENT_TYPE_BLOCKED(MUST, CREATION_AND_RELEASE, "D111", "Gmail: 552 5.7.0, blocked file types"),
    TEXT_PART_POOR(SHOULD, CREATION_AND_RELEASE, "D99", "practice of spam filters"),
    HTML_IMAGE_ONLY(SHOULD, CREATION_AND_RELEASE, "D100", "practice of spam filters; the figure is our own"),
    IMAGE_WITHOUT_ALT(SHOULD, CREATION_AND_RELEASE, "D100", "WHATWG HTML section 4.8.4.4; practice of spam filters"),
    IMAGE_HOST_FOREIGN(SHOULD, CREATION_AND_RELEASE, "D102", "Gmail 4.7.28 by URL domain; Yahoo's practices"),
    HTML_HIDDEN_TEXT(SHOULD, CREATION_AND_RELEASE, "D104", "sender guidelines of Gmail and Outlook.com"),
    HTML_ACTIVE_CONTENT(SHOULD, CREATION_AND_RELEASE, "D104", "sender guidelines of Gmail and Outlook.com"),
    LINK_WITHOUT_SCHEME(SHOULD, CREATION_AND_RELEASE, "D101 S36", "RFC 3986 section 4.2: in a mail there is no base"),
    LINK_INSECURE(SHOULD, CREATION_AND_RELEASE, "D101", "guidelines of Gmail, Outlook.com and Yahoo"),
    LINK_SHORTENED(SHOULD, CREATION_AND_RELEASE, "D101", "guidelines of Gmail, Outlook.com and Yahoo"),
    LINK_ADDRESS_HOST(SHOULD, CREATION_AND_RELEASE, "D101", "guidelines of Gmail, Outlook.com and Yahoo"),
    LINK_USER_INFO(SHOULD, CREATION_AND_RELEASE, "D101", "RFC 3986 section 7.6"),
    LINK_TEXT_MISMATCH(SHOULD, CREATION_AND_RELEASE, "D101", "guidelines of Gmail, Outlook.com and Yahoo"),
    FROM_NAME_MISLEADING(SHOULD, CREATION_AND_RELEASE, "D11", "Gmail's guidelines for display names (2025)"),
    FROM_NO_REPLY(SHOULD, CREATION_AND_RELEASE, "D10", "Outlook.com wants From or Reply-To to take replies"),
    REPLY_TO_ELSEWHERE(NOTE, CREATION_AND_RELEASE, "D4", "practice of spam filters"),
    ADDRESS_ODD_CHARACTERS(MUST, CREATION_AND_RELEASE, "D47", "Yahoo's error page"),
    ROLE_ADDRESS(SHOULD, CREATION_AND_RELEASE, "D125", "RFC 2142; nobody in an office asked for a newsletter"),
    CHECK_FAILED(MUST, CREATION_AND_RELEASE, "", "what was not examined is not sent"),

    POSTAL_ADDRESS_MISSING(
            MUST,
            CREATION_AND_RELEASE,
            "D126",
            "15 USC 7704(a)(5); CASL section 6(2); Directive 2000/31/EC article 5(1)"),
    DMARC_RECORD_MISSING(
            MUST, CREATION_AND_RELEASE, "D30", "Gmail, Yahoo, Outlook.com and iCloud demand it of bulk mail"),
    BULK_NOT_AUTHENTICATED(
            SHOULD,
            CREATION_AND_RELEASE,
            "D39",
            "Gmail, Yahoo and iCloud demand it of bulk mail; Outlook.com: 550 5.7.515"),
    FROM_DOMAIN_DEAD(MUST, CREATION_AND_RELEASE, "D14", "RFC 7505; Yahoo refuses mail whose domain has no SOA record"),
    DOMAIN_NOT_OWNED_BY_ACCOUNT(MUST, CREATION_AND_RELEASE, "D15", "defence against impersonation between accounts"),
    FROM_MAILBOX_UNCONFIRMED(MUST, CREATION_AND_RELEASE, "D8", "ESPs' practice, such as Mailjet's send-0008"),
    IDENTITY_NOT_SENDABLE(MUST, CREATION_AND_RELEASE, "D3 D31 D109", "RFC 9989 and the table of sender identities"),
    NO_ROUTE(MUST, CREATION_AND_RELEASE, "", "RFC 9989 and the table of sender identities"),
    FALLBACK_IDENTITY_WORSE(MUST, CREATION_AND_RELEASE, "D109", "a fallback never gets worse in silence"),
    RECIPIENTS_BLOCKED(MUST, CREATION_AND_RELEASE, "D69 D118", "permanent blocklist in front of every route"),
    CONSENT_MISSING(
            MUST,
            CREATION_AND_RELEASE,
            "D118 D123 D128",
            "GDPR article 7(1); Directive 2002/58/EC article 13(1); CASL section 6(1)"),
    CONSENT_NOT_CONFIRMED(MUST, CREATION_AND_RELEASE, "D123 D128", "GDPR article 7(1); double opt-in, by the policy"),
    CONSENT_NOT_KNOWN(MUST, CREATION_AND_RELEASE, "D123 D128", "GDPR article 7(1)"),
    ACCOUNT_NOT_ENABLED(MUST, CREATION_AND_RELEASE, "", "rules are accepted before sending"),
    ACCOUNT_SUSPENDED(MUST, CREATION_AND_RELEASE, "", "an infringement of the rules may suspend an account"),
    BOUNCES_TOO_MANY(
            MUST, CREATION_AND_RELEASE, "D117", "the practice of ESPs: Amazon SES reviews at 5 % and pauses at 10 %"),
    COMPLAINTS_TOO_MANY(
            MUST, CREATION_AND_RELEASE, "D42", "sender requirements of Gmail and Yahoo: below 0.1 %, never 0.3 %"),
    ACCOUNT_DISABLED(MUST, CREATION_AND_RELEASE, "", "who is removed sends no more"),
    RECIPIENT_OPTED_OUT(
            MUST,
            CREATION_AND_RELEASE,
            "D43 D52 D118",
            "RFC 8058; GDPR article 21(3); an opt-out stops broadcasts, and no mail of another class"),
    MAIL_NOT_WRITABLE(MUST, CREATION_AND_RELEASE, "D47", "RFC 5322 section 3.6"),
    MESSAGE_LARGE(
            SHOULD,
            CREATION_AND_RELEASE,
            "D107 D110",
            "ceilings of iCloud Mail (20 MB), Yahoo and Gmail (25 MB), after encoding"),
    MESSAGE_TOO_LARGE(
            MUST,
            CREATION_AND_RELEASE,
            "D107 D110",
            "ceilings of iCloud Mail (20 MB), Yahoo and Gmail (25 MB), after encoding"),
    VETOED(MUST, CREATION_AND_RELEASE, "", "a hook of the application"),

    DUPLICATE_IN_AUDIENCE(SHOULD, CREATION, "D125", "nobody wants a newsletter twice"),
    BROADCAST_LARGE(
            SHOULD,
            CREATION,
            "D112",
            "receivers trust steady senders; a mistake then reaches a part of the audience only"),
    BROADCAST_TOO_LARGE_FOR_NOW(MUST, CREATION, "D112", "more than 100 mails are only scheduled"),
    TOO_MANY_RECIPIENTS_FOR_NOW(MUST, CREATION, "D112", "more than 100 mails are only scheduled"),
    SCHEDULED_IN_THE_PAST(MUST, CREATION, "", "what is scheduled leaves at its time"),
    SCHEDULED_TOO_FAR_AHEAD(MUST, CREATION, "", "longest delay of a scheduled mail"),
    SCHEDULED_TOO_SOON(MUST, CREATION, "D112", "a large sending can be looked at and cancelled before it leaves"),
    AUDIENCE_EMPTY(MUST, CREATION, "", "a broadcast goes to somebody"),
    NOBODY_LEFT(MUST, CREATION, "", "a broadcast goes to somebody"),
    RECIPIENT_MALFORMED(MUST, CREATION, "D86", "a mail of its own for each person"),
    MERGE_VALUES_NOT_STORABLE(MUST, CREATION, "", "what is scheduled is stored for each person"),
    MERGE_VALUES_TOO_LARGE(MUST, CREATION, "", "what is scheduled is stored for each person"),
    ATTACHMENTS_LINKED(NOTE, CREATION, "D109 S12", "a file that is too large for the mail is offered as a link"),
    ATTACHMENTS_NOT_HOSTED(MUST, CREATION, "D109 S12", "a link leads to a file that is there"),
    CONTENT_NOT_STORED(MUST, CREATION, "", "what is scheduled is stored when it is scheduled"),
    REQUEST_KEY_USED(MUST, CREATION, "", "a request that is repeated is not scheduled twice"),
    ALREADY_SCHEDULED(NOTE, CREATION, "", "a request that is repeated is not scheduled twice"),
    SMS_NOT_SENDABLE(MUST, CREATION, "", "SMS shares campaigns and references with mail; its transport comes later"),

    MAILS_IDENTICAL(SHOULD, PREFLIGHT, "S34", "identical mails without personal data count as spam"),
    BROADCAST_NOT_MASS(
            NOTE, PREFLIGHT, "D55", "what goes to many is bulk mail to Gmail and Yahoo, whatever it is called"),
    BROADCAST_ONLY_SCHEDULED(NOTE, PREFLIGHT, "D112", "more than 100 mails are only scheduled"),
    UNSUBSCRIBE_NOT_SIGNED(MUST, PREFLIGHT, "D51", "RFC 8058 section 4"),
    PLACEMENT_UNKNOWN(NOTE, PREFLIGHT, "D42 D136", "what cannot be seen from here is never PASS");

    private static final RuleTexts TEXTS = RuleTexts.of("findings", MailRule.class::getResourceAsStream);

    private final Severity severity;
    private final Stage stage;
    private final String ids;
    private final String source;

    MailRule(Severity severity, Stage stage, String ids, String source) {
        this.severity = severity;
        this.stage = stage;
        this.ids = ids;
        this.source = source;
    }

    /** When a rule is applied. */
    public enum Stage {
        /** When a mail or a broadcast is sent or scheduled; it cannot change afterwards. */
        CREATION,
        /** Then, and again right before the mail leaves. */
        CREATION_AND_RELEASE,
        /** Only when the application asks by {@code check}. */
        PREFLIGHT
    }

    @Override
    public Severity severity() {
        return severity;
    }

    @Override
    public List<String> ids() {
        return ids.isEmpty() ? List.of() : List.of(ids.split(" ", -1));
    }

    @Override
    public String source() {
        return source;
    }

    /** When it is applied. */
    public Stage stage() {
        return stage;
    }

    /** The rule that is broken as well wherever this one is, and is not told then. */
    Optional<MailRule> milder() {
        return switch (this) {
            case HTML_CLIPPED -> Optional.of(HTML_LONG);
            case MESSAGE_TOO_LARGE -> Optional.of(MESSAGE_LARGE);
            default -> Optional.empty();
        };
    }

    /** Whether a policy may make more or less of it. */
    public boolean isWeighable() {
        return severity != MUST
                && this != ALREADY_SCHEDULED
                && this != ATTACHMENTS_LINKED
                && this != PLACEMENT_UNKNOWN
                && this != BROADCAST_ONLY_SCHEDULED;
    }

    @Override
    public String words(Part part, String form, Locale language) {
        return TEXTS.words(this, part, form, language);
    }

    static String label(String name, Locale language) {
        String key = "LABEL." + name;
        String english = TEXTS.in(Locale.ENGLISH).getOrDefault(key, "");
        return TEXTS.in(language).getOrDefault(key, english);
    }

    /** What stands in the bundle of a language, by key. */
    static Map<String, String> texts(Locale language) {
        return TEXTS.in(language);
    }
}
