package io.sendwell.check;

import io.sendwell.account.AccountId;
import io.sendwell.message.Mail;
import io.sendwell.policy.SendingPolicy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Whether Gmail would hide the end of the HTML, with the footer and the link to unsubscribe. */
final class ClipCheck implements Check {

    private static final int CLIPPED_ABOVE = 104_448;
    private static final int ADVICE_ABOVE = 92_160;

    @Override
    public List<Finding> examine(Mail mail, AccountId account, SendingPolicy policy) {
        int size = mail.html()
                .map(html -> html.getBytes(StandardCharsets.UTF_8).length)
                .orElse(0);
        if (size <= ADVICE_ABOVE) {
            return List.of();
        }
        return List.of(Finding.shouldFail(
                size > CLIPPED_ABOVE ? "HTML_CLIPPED" : "HTML_LONG",
                String.format(Locale.ROOT, "The HTML has %,d octets.", size),
                String.format(
                        Locale.ROOT, "At most %,d; Gmail hides what comes after %,d.", ADVICE_ABOVE, CLIPPED_ABOVE),
                "Shorten the HTML, or move styles out of it.",
                "tests of the industry: Gmail clips at 102 KB"));
    }
}
