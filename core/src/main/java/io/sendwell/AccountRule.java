package io.sendwell;

import io.sendwell.check.Rule;
import io.sendwell.check.RuleTexts;
import io.sendwell.check.Severity;
import java.util.List;
import java.util.Locale;

/** What the life of an account asks for, beside what {@link io.sendwell.check.MailRule} asks of its mail. */
enum AccountRule implements Rule {
    RULES_OUTDATED("rules are accepted before sending"),
    RULES_NOT_ACCEPTED("rules are accepted before sending"),
    REMOVAL_NOT_CONFIRMED("a removal cannot be undone"),
    DASHBOARD_NOT_INCLUDED("the dashboard is for some licences only"),
    DASHBOARD_MISSING("the dashboard is the ESP's");

    private static final RuleTexts TEXTS = RuleTexts.of("accounts", AccountRule.class::getResourceAsStream);

    private final String source;

    AccountRule(String source) {
        this.source = source;
    }

    @Override
    public Severity severity() {
        return Severity.MUST;
    }

    @Override
    public List<String> ids() {
        return List.of();
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public String words(Part part, String form, Locale language) {
        return TEXTS.words(this, part, form, language);
    }
}
