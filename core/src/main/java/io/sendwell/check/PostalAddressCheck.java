package io.sendwell.check;

import io.sendwell.message.Mail;
import io.sendwell.message.MessageClass;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/** Whether whoever gets a broadcast reads where its sender is to be found by post. */
public final class PostalAddressCheck {

    private PostalAddressCheck() {}

    /**
     * Looks for the sender's postal address in each part of a merged mail. Line breaks, punctuation and capitals make no
     * difference; what readers do not see in the HTML does not count.
     *
     * @param address as the account states it; empty when it states none
     */
    public static Optional<Finding> examine(Mail mail, Optional<String> address) {
        if (mail.messageClass() != MessageClass.MASS) {
            return Optional.empty();
        }
        Finding missing = Finding.fail(MailRule.POSTAL_ADDRESS_MISSING);
        if (address.isEmpty()) {
            return Optional.of(missing.inForm("unstated"));
        }
        String wanted = key(address.get());
        Finding told = missing.with("address", address.get());
        if (mail.text().filter(text -> !key(text).contains(wanted)).isPresent()) {
            return Optional.of(told.inForm("text"));
        }
        return mail.html().filter(html -> !key(seen(html)).contains(wanted)).map(html -> told.inForm("html"));
    }

    private static String seen(String html) {
        StringBuilder seen = new StringBuilder();
        HtmlReading.of(ClipCheck.shown(html), seen::append);
        return seen.toString();
    }

    // An address is set in lines here and in one line there.
    private static String key(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
