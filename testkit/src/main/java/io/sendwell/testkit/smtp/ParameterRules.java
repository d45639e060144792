package io.sendwell.testkit.smtp;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which parameters of MAIL and RCPT belong to which extension, and what they may say. */
final class ParameterRules {
    /** RFC 3461 section 4: printable ASCII without "+" and "=", or "+" and two hexadecimal digits. */
    private static final String XTEXT_CHARACTER = "[!-*,-<>-~]|\\+[0-9A-F]{2}";

    private static final String NOTIFY = "(?i)NEVER|(SUCCESS|FAILURE|DELAY)(,(SUCCESS|FAILURE|DELAY)){0,2}";

    /** RFC 6533 section 3 allows UTF-8 in the original address, too. */
    private static final String ORIGINAL_RECIPIENT = "[A-Za-z0-9-]+;(?:" + XTEXT_CHARACTER + "|[^\\x00-\\x7F])+";

    /** Parameters of the MAIL command. */
    static final ParameterRules MAIL = new ParameterRules(Map.of(
            "SIZE", rule(SmtpExtension.SIZE, "\\d{1,20}"),
            "BODY", rule(SmtpExtension.EIGHT_BIT_MIME, "(?i)7BIT|8BITMIME"),
            "SMTPUTF8", rule(SmtpExtension.SMTPUTF8, ""),
            "RET", rule(SmtpExtension.DSN, "(?i)FULL|HDRS"),
            "ENVID", rule(SmtpExtension.DSN, "(?:" + XTEXT_CHARACTER + "){1,100}")));

    /** Parameters of the RCPT command. */
    static final ParameterRules RCPT = new ParameterRules(Map.of(
            "NOTIFY", rule(SmtpExtension.DSN, NOTIFY),
            "ORCPT", rule(SmtpExtension.DSN, ORIGINAL_RECIPIENT)));

    private final Map<String, Rule> rules;

    private ParameterRules(Map<String, Rule> rules) {
        this.rules = rules;
    }

    /** A parameter that breaks a rule, and what to answer. */
    record Objection(Violation.Kind kind, String parameter, Reply reply) {}

    Optional<Objection> object(Map<String, String> parameters, Set<SmtpExtension> offered) {
        return parameters.entrySet().stream()
                .map(parameter -> object(parameter.getKey(), parameter.getValue(), offered))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Objection> object(String keyword, String value, Set<SmtpExtension> offered) {
        Rule rule = rules.get(keyword);
        if (rule == null || !offered.contains(rule.extension())) {
            return Optional.of(new Objection(Violation.Kind.NOT_OFFERED, keyword, Replies.UNKNOWN_PARAMETER));
        }
        if (!rule.value().matcher(value).matches()) {
            return Optional.of(new Objection(Violation.Kind.SYNTAX, keyword + "=" + value, Replies.SYNTAX));
        }
        return Optional.empty();
    }

    private record Rule(SmtpExtension extension, Pattern value) {}

    private static Rule rule(SmtpExtension extension, String value) {
        return new Rule(extension, Pattern.compile(value));
    }
}
