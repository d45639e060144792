package io.sendwell.identity;

import io.sendwell.account.AccountId;
import io.sendwell.address.Mailbox;
import io.sendwell.internal.text.Ascii;
import io.sendwell.internal.text.Digests;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * The operator's mailbox that stands in From for an author: {@code "Jo Berg via Acme CRM"
 * <jo.4c1d@cust1.via.vendor.example>}. The same author of the same account always gets the same one, so that people can
 * put it into their address book.
 */
final class RewrittenMailbox {

    private static final int MAX_LOCAL_SLUG = 32;
    private static final int MAX_LABEL = 40;

    private final Operator operator;

    RewrittenMailbox(Operator operator) {
        this.operator = operator;
    }

    Optional<Mailbox> of(AccountId account, Mailbox author) {
        return operator.rewritingDomain().map(domain -> {
            String localPart = author.address().localPart();
            String token =
                    Digests.sha256Hex(account.value() + "\n" + author.address().normalForm());
            String slug = slug(localPart, MAX_LOCAL_SLUG);
            String address = (slug.isEmpty() ? "author" : slug) + "." + token.substring(0, 8) + "@" + label(account)
                    + "." + domain.ascii();
            String who = author.displayName().isEmpty() ? localPart : author.displayName();
            return Mailbox.of(cut(who) + " via " + operator.name(), address);
        });
    }

    // The operator's name is what tells a rewritten From from the author's own, so it is the author's that gives way.
    private String cut(String who) {
        int room = Mailbox.MAX_DISPLAY_NAME - " via ".length() - operator.name().length();
        if (who.length() <= room) {
            return who;
        }
        boolean tearsAPair = Character.isHighSurrogate(who.charAt(room - 1));
        return who.substring(0, tearsAPair ? room - 1 : room).strip();
    }

    // Two account ids may look alike once lower-cased, so a changed one carries a piece of its digest.
    private static String label(AccountId account) {
        String slug = slug(account.value(), MAX_LABEL);
        return slug.equals(account.value())
                ? slug
                : (slug.isEmpty() ? "a" : slug) + "-"
                        + Digests.sha256Hex(account.value()).substring(0, 8);
    }

    private static String slug(String text, int max) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        StringBuilder slug = new StringBuilder();
        for (int i = 0; i < plain.length() && slug.length() < max; i++) {
            char c = plain.charAt(i);
            if (Ascii.isLetter(c) || Ascii.isDigit(c)) {
                slug.append(c);
            } else if (slug.length() > 0 && slug.charAt(slug.length() - 1) != '-' && c < 128) {
                slug.append('-');
            }
        }
        while (slug.length() > 0 && slug.charAt(slug.length() - 1) == '-') {
            slug.setLength(slug.length() - 1);
        }
        return slug.toString();
    }
}
