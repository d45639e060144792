package io.sendwell.check;

import io.sendwell.account.AccountId;
import io.sendwell.internal.html.HtmlTokenizer;
import io.sendwell.message.Mail;
import io.sendwell.message.MessageClass;
import io.sendwell.message.UnsubscribeLink;
import io.sendwell.policy.SendingPolicy;
import java.util.List;

/** Whether whoever gets a broadcast can leave the list: by a button of the mail client, and by a link that is seen. */
final class UnsubscribeCheck implements Check {

    private static final String LINK = "<a href=\"{{unsubscribe}}\">";

    @Override
    public List<Rule> rules() {
        return List.of(MailRule.UNSUBSCRIBE_MISSING, MailRule.NO_VISIBLE_UNSUBSCRIBE);
    }

    @Override
    public List<Finding> examine(Mail mail, AccountId account, SendingPolicy policy) {
        if (mail.messageClass() != MessageClass.MASS) {
            return List.of();
        }
        return mail.unsubscribe()
                .map(link -> examine(link, mail))
                .orElseGet(() -> List.of(Finding.fail(MailRule.UNSUBSCRIBE_MISSING)));
    }

    private static List<Finding> examine(UnsubscribeLink link, Mail mail) {
        boolean inHtml = mail.html().map(html -> isSeen(link, html)).orElse(true);
        boolean inText =
                mail.text().map(text -> text.contains(link.url().toString())).orElse(true);
        if (inHtml && inText) {
            return List.of();
        }
        Finding unseen = Finding.fail(MailRule.NO_VISIBLE_UNSUBSCRIBE).with("example", LINK);
        return List.of(inHtml ? unseen.inForm("text") : inText ? unseen.inForm("html") : unseen);
    }

    private static boolean isSeen(UnsubscribeLink link, String html) {
        HtmlTokenizer tokens = new HtmlTokenizer(ClipCheck.shown(html));
        boolean inLink = false;
        for (HtmlTokenizer.Token token = tokens.next(); token != HtmlTokenizer.Token.END; token = tokens.next()) {
            switch (token) {
                case START_TAG -> {
                    if (tokens.name().equals("a")) {
                        inLink = tokens.attribute("href")
                                .strip()
                                .equals(link.url().toString());
                    } else if (inLink
                            && tokens.name().equals("img")
                            && !tokens.attribute("alt").isBlank()) {
                        return true;
                    }
                }
                case END_TAG -> inLink = inLink && !tokens.name().equals("a");
                default -> {
                    if (inLink && !tokens.text().isBlank()) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
