package io.sendwell.check;

import io.sendwell.message.Mail;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The figures of a mail that Sendwell's own checks hold against their bounds. Kept beside the checks, whose bounds they are. */
public final class MailMeasures {

    private final int subject;
    private final int htmlOctets;
    private final int text;
    private final int visible;
    private final int hidden;
    private final List<String> linkTexts;

    private MailMeasures(Mail mail, HtmlReading html) {
        subject = mail.subject().length();
        htmlOctets = mail.html().orElse("").getBytes(StandardCharsets.UTF_8).length;
        text = mail.text().map(HtmlReading::readable).orElse(0);
        visible = html.visible();
        hidden = html.hiddenCharacters();
        linkTexts = html.links().stream().map(HtmlReading.Link::text).toList();
    }

    /** Measures a merged mail. */
    public static MailMeasures of(Mail mail) {
        return new MailMeasures(mail, HtmlReading.of(mail.html().orElse("")));
    }

    /** What the links of the HTML say. */
    public List<String> linkTexts() {
        return linkTexts;
    }

    /** Whether a mail with so many characters less or more of values could stand on another side of a bound. */
    public boolean mayPassABound(int less, int more) {
        // A character is six octets of HTML at the most, as a reference such as &quot;.
        return isWithin(SubjectCheck.MAX_LENGTH, subject, less, more)
                || isWithin(ClipCheck.ADVICE_ABOVE, htmlOctets, less, 6 * more)
                || isWithin(ClipCheck.CLIPPED_ABOVE, htmlOctets, less, 6 * more)
                || isWithin(HtmlCheck.ENOUGH_TEXT, visible, less, more)
                || (hidden > 0 && isWithin(HtmlCheck.PREVIEW_LINE, hidden, less, more))
                || mayBecomePoor(less, more);
    }

    // The text part is held against a fifth of what the HTML says.
    private boolean mayBecomePoor(int less, int more) {
        boolean neverPoor = 5L * (text - less) > visible + more;
        boolean alwaysPoor = 5L * (text + more) < visible - less - 5L;
        return !neverPoor && !alwaysPoor;
    }

    private static boolean isWithin(int bound, int figure, int less, int more) {
        return bound >= figure - less - 1 && bound <= figure + more + 1;
    }
}
