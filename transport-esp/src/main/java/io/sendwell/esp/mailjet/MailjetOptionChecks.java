package io.sendwell.esp.mailjet;

import io.sendwell.check.Finding;
import io.sendwell.message.Mail;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds options for Mailjet that it does not know, or would refuse the value of. */
final class MailjetOptionChecks {

    private static final Rule TRACKING = new Rule(
            "",
            "account_default, disabled, enabled",
            value -> MailjetTracking.read(value).isPresent());

    private static final Map<String, Rule> RULES = Map.of(
            MailjetOptions.TRACK_OPENS,
            TRACKING,
            MailjetOptions.TRACK_CLICKS,
            TRACKING,
            MailjetOptions.URL_TAGS,
            new Rule(
                    "text",
                    Integer.toString(MailjetLimits.URL_TAGS),
                    value -> !value.isEmpty() && value.length() <= MailjetLimits.URL_TAGS),
            MailjetOptions.PRIORITY,
            new Rule("", "0, 1, 2, 3", value -> MailjetPriority.read(value).isPresent()),
            MailjetOptions.DEDUPLICATE_CAMPAIGN,
            new Rule("", "true, false", value -> value.equals("true") || value.equals("false")),
            MailjetOptions.MONITORING_CATEGORY,
            new Rule("name", "", value -> !value.isEmpty()));

    private MailjetOptionChecks() {}

    static void examine(Mail mail, List<Finding> findings) {
        mail.providerOptions(MailjetOptions.PROVIDER)
                .forEach((name, value) -> examine(name, value).ifPresent(findings::add));
    }

    private static Optional<Finding> examine(String name, String value) {
        Rule rule = RULES.get(name);
        if (rule == null) {
            return Optional.of(Finding.fail(MailjetRule.MAILJET_OPTION_UNKNOWN)
                    .with("option", name)
                    .with(
                            "options",
                            String.join(", ", RULES.keySet().stream().sorted().toList())));
        }
        if (!rule.accepts().test(value)) {
            return Optional.of(Finding.fail(MailjetRule.MAILJET_OPTION_VALUE)
                    .with("option", name)
                    .with("length", value.length())
                    .with("accepted", rule.accepted())
                    .inForm(rule.form()));
        }
        return Optional.empty();
    }

    /** @param form of the words that say what is accepted */
    private record Rule(String form, String accepted, Predicate<String> accepts) {}
}
