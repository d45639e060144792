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
            "account_default, disabled or enabled",
            value -> MailjetTracking.read(value).isPresent());

    private static final Map<String, Rule> RULES = Map.of(
            MailjetOptions.TRACK_OPENS,
            TRACKING,
            MailjetOptions.TRACK_CLICKS,
            TRACKING,
            MailjetOptions.URL_TAGS,
            new Rule(
                    "1 to " + MailjetLimits.URL_TAGS + " characters",
                    value -> !value.isEmpty() && value.length() <= MailjetLimits.URL_TAGS),
            MailjetOptions.PRIORITY,
            new Rule("0, 1, 2 or 3", value -> MailjetPriority.read(value).isPresent()),
            MailjetOptions.DEDUPLICATE_CAMPAIGN,
            new Rule("true or false", value -> value.equals("true") || value.equals("false")),
            MailjetOptions.MONITORING_CATEGORY,
            new Rule("a category's name", value -> !value.isEmpty()));

    private MailjetOptionChecks() {}

    static void examine(Mail mail, List<Finding> findings) {
        mail.providerOptions(MailjetOptions.PROVIDER)
                .forEach((name, value) -> examine(name, value).ifPresent(findings::add));
    }

    private static Optional<Finding> examine(String name, String value) {
        Rule rule = RULES.get(name);
        if (rule == null) {
            return Optional.of(Finding.mustFail(
                    "MAILJET_OPTION_UNKNOWN",
                    "The option " + name + " was given for Mailjet.",
                    "One of "
                            + String.join(", ", RULES.keySet().stream().sorted().toList()) + ".",
                    "Correct or remove it; what the mail itself says (content, campaign, header) is no option.",
                    "Mailjet Send API v3.1"));
        }
        if (!rule.accepts().test(value)) {
            return Optional.of(Finding.mustFail(
                    "MAILJET_OPTION_VALUE",
                    "The option " + name + " has a value of " + value.length()
                            + " characters that Mailjet does not take.",
                    rule.wanted() + ".",
                    "Use the methods of MailjetOptions, which know what is right.",
                    "Mailjet Send API v3.1, mj-0005 and mj-0006"));
        }
        return Optional.empty();
    }

    private record Rule(String wanted, Predicate<String> accepts) {}
}
