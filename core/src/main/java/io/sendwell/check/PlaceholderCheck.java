package io.sendwell.check;

import io.sendwell.account.AccountId;
import io.sendwell.message.Mail;
import io.sendwell.policy.SendingPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds placeholders that nobody replaced, in the notations of the common merge tools. */
final class PlaceholderCheck implements Check {

    private static final int MAX_NAME = 64;

    // Each is bounded and made of characters that exclude its own end, so that matching stays linear. A percent-encoded
    // octet such as %E2% is no placeholder: a name between percent signs does not start with two hexadecimal digits.
    private static final List<Pattern> NOTATIONS = List.of(
            Pattern.compile("\\{\\{[^{}\\r\\n]{1," + MAX_NAME + "}}}"),
            Pattern.compile("\\[\\[[\\w .:-]{1," + MAX_NAME + "}]]"),
            Pattern.compile("\\*\\|[^|*\\r\\n]{1," + MAX_NAME + "}\\|\\*"),
            Pattern.compile("%(?![0-9A-Fa-f]{2})[A-Za-z_]\\w{1," + MAX_NAME + "}%"));

    @Override
    public List<Rule> rules() {
        return List.of(MailRule.UNMERGED_PLACEHOLDER);
    }

    @Override
    public List<Finding> examine(Mail mail, AccountId account, SendingPolicy policy) {
        List<Finding> findings = new ArrayList<>();
        examine("subject", mail.subject()).ifPresent(findings::add);
        mail.text().flatMap(text -> examine("text", text)).ifPresent(findings::add);
        mail.html().flatMap(html -> examine("html", html)).ifPresent(findings::add);
        return findings;
    }

    private static Optional<Finding> examine(String place, String content) {
        for (Pattern notation : NOTATIONS) {
            Matcher matcher = notation.matcher(content);
            if (matcher.find()) {
                return Optional.of(Finding.fail(MailRule.UNMERGED_PLACEHOLDER)
                        .inForm(place)
                        .with("found", matcher.group()));
            }
        }
        return Optional.empty();
    }
}
