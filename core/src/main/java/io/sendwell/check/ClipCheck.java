package io.sendwell.check;

import io.sendwell.account.AccountId;
import io.sendwell.message.Mail;
import io.sendwell.policy.SendingPolicy;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whether Gmail would hide the end of the HTML, with the footer and the link to unsubscribe. */
final class ClipCheck implements Check {

    static final int CLIPPED_ABOVE = 104_448;
    static final int ADVICE_ABOVE = 92_160;

    /** The beginning of the HTML that Gmail shows. */
    static String shown(String html) {
        if (html.length() <= CLIPPED_ABOVE / 3) {
            return html;
        }
        byte[] octets = html.getBytes(StandardCharsets.UTF_8);
        return octets.length <= CLIPPED_ABOVE ? html : new String(octets, 0, CLIPPED_ABOVE, StandardCharsets.UTF_8);
    }

    @Override
    public List<Rule> rules() {
        return List.of(MailRule.HTML_LONG, MailRule.HTML_CLIPPED);
    }

    @Override
    public List<Finding> examine(Mail mail, AccountId account, SendingPolicy policy) {
        int size = mail.html()
                .map(html -> html.getBytes(StandardCharsets.UTF_8).length)
                .orElse(0);
        if (size <= ADVICE_ABOVE) {
            return List.of();
        }
        return List.of(Finding.fail(size > CLIPPED_ABOVE ? MailRule.HTML_CLIPPED : MailRule.HTML_LONG)
                .with("octets", size));
    }
}
