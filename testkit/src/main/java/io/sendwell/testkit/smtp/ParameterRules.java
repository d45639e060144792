package io.sendwell.testkit.smtp;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which parameters of MAIL and RCPT belong to which extension, and what they may say. */
enum ParameterRules {
    /** Parameters of the MAIL command. */
    MAIL(Map.of(
            "SIZE", rule(SmtpExtension.SIZE, "\\d{1,20}"),
            "BODY", rule(SmtpExtension.EIGHT_BIT_MIME, "(?i)7BIT|8BITMIME"),
            "SMTPUTF8", rule(SmtpExtension.SMTPUTF8, ""),
            "RET", rule(SmtpExtension.DSN, "(?i)FULL|HDRS"),
            "ENVID", rule(SmtpExtension.DSN, Constants.XTEXT))),
    /** Parameters of the RCPT command. */
    RCPT(Map.of(
            "NOTIFY", rule(SmtpExtension.DSN, "(?i)NEVER|(SUCCESS|FAILURE|DELAY)(,(SUCCESS|FAILURE|DELAY)){0,2}"),
            "ORCPT", rule(SmtpExtension.DSN, "[A-Za-z0-9-]+;" + Constants.ORIGINAL_ADDRESS)));

    private final Map<String, Rule> rules;

    ParameterRules(Map<String, Rule> rules) {
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

    /** Enum constants cannot refer to static fields of their own class. */
    private static final class Constants {
        /** RFC 3461 section 4: printable ASCII without "+" and "=", or "+" and two hexadecimal digits. */
        private static final String XTEXT = "(?:[!-*,-<>-~]|\\+[0-9A-F]{2})+";

        /** RFC 6533 section 3 allows UTF-8 and its own escapes in the original address. */
        private static final String ORIGINAL_ADDRESS = "(?:[!-*,-<>-~]|\\+[0-9A-F]{2}|[^\\x00-\\x7F])+";
    }
}
