package io.sendwell.esp.mailjet;

import io.sendwell.check.Rule;
import io.sendwell.check.RuleTexts;
import io.sendwell.check.Severity;
import java.util.List;
import java.util.Locale;

/** What Mailjet would refuse, or leaves out. The sources name Mailjet's error codes. */
enum MailjetRule implements Rule {
    MAILJET_SENDER_FIELD_NOT_PERMITTED("send-0006"),
    MAILJET_TO_MISSING("mj-0003"),
    MAILJET_TOO_MANY_RECIPIENTS("send-0015"),
    MAILJET_ENVELOPE_ONLY_RECIPIENT("To, Cc, Bcc"),
    MAILJET_ADDRESS_NOT_ASCII("mj-0013; RFC 6531"),
    MAILJET_SUBJECT_TOO_LONG("mj-0006"),
    MAILJET_NO_CONTENT("send-0003"),
    MAILJET_TEXT_NOT_UNICODE("RFC 3629 section 3"),
    MAILJET_MESSAGE_TOO_LARGE("status 413"),
    MAILJET_FIELD_LEFT_OUT("send-0011"),
    MAILJET_HEADER_FORBIDDEN("send-0011"),
    MAILJET_TOO_MANY_HEADERS("mj-0008"),
    MAILJET_TOO_MANY_FILES("mj-0008"),
    MAILJET_EMPTY_FILE("mj-0012"),
    MAILJET_OPTION_UNKNOWN("the properties of a message"),
    MAILJET_OPTION_VALUE("mj-0005 and mj-0006");

    private static final RuleTexts TEXTS = RuleTexts.of("mailjet-rules", MailjetRule.class::getResourceAsStream);

    private final String source;

    MailjetRule(String source) {
        this.source = source;
    }

    @Override
    public Severity severity() {
        return this == MAILJET_FIELD_LEFT_OUT ? Severity.NOTE : Severity.MUST;
    }

    @Override
    public List<String> ids() {
        return List.of();
    }

    @Override
    public String source() {
        return "Mailjet Send API v3.1, " + source;
    }

    @Override
    public String words(Part part, String form, Locale language) {
        return TEXTS.words(this, part, form, language);
    }
}
