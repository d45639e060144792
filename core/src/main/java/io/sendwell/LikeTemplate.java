package io.sendwell;

import io.sendwell.check.MailMeasures;
import io.sendwell.message.Mail;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a template lets values change. It is looked at with a probe for each value: where something near a probe could make
 * another thing of it, such as a placeholder or the address that a link shows, each person is looked at by itself; where a
 * figure is near a bound, persons are alike only when their values are equally long. Threads may share it.
 */
final class LikeTemplate {

    // What begins or ends a placeholder; a name between may have 64 characters.
    private static final List<String> BRACKETS = List.of("{{", "}}", "[[", "]]", "*|", "|*");
    private static final int NEAR = 80;

    private final boolean lengthsMatter;
    private final String alsoPlain;

    private LikeTemplate(boolean lengthsMatter, String alsoPlain) {
        this.lengthsMatter = lengthsMatter;
        this.alsoPlain = alsoPlain;
    }

    /**
     * How far mails may differ in length from the one with probes, all values and fallbacks together.
     *
     * @param less so many characters shorter
     * @param more so many longer
     */
    record Room(int less, int more) {}

    /**
     * The template of a mail that was merged with probes.
     *
     * @param room how much longer or shorter the mails may be
     * @return empty when each person has to be looked at by itself
     */
    static Optional<LikeTemplate> of(Mail probed, String probe, Room room, long wireSizeAdvice) {
        String html = probed.html().orElse("");
        String text = probed.text().orElse("");
        boolean changeable = List.of(probed.subject(), text, html).stream().anyMatch(part -> hasNear(part, probe))
                || beginsWithProbe(probed.subject(), probe)
                || styles(probe).matcher(html).find();
        MailMeasures measures = MailMeasures.of(probed);
        if (changeable || measures.linkTexts().stream().anyMatch(shown -> mayShowAddress(shown, probe))) {
            return Optional.empty();
        }
        boolean inLink = measures.linkTexts().stream().anyMatch(shown -> shown.contains(probe));
        boolean nearWireSize =
                9L * (html.length() + text.length() + room.more()) + probed.attachmentSize() * 3 / 2 + 1_500_000
                        >= wireSizeAdvice;
        return Optional.of(new LikeTemplate(
                nearWireSize || measures.mayPassABound(room.less(), room.more()), inLink ? "" : "@./_#;\""));
    }

    /** Whether a value is plain here. */
    boolean isPlain(String value) {
        return PlainValues.areWords(value, alsoPlain);
    }

    /** The same number for values that are alike here; never that of {@link Likeness#UNLIKE}, nor of no value. */
    long ofWord(String value) {
        return lengthsMatter ? 16L + value.length() * 4_096L + octets(value) : 3;
    }

    private static int octets(String value) {
        int octets = 0;
        for (int i = 0; i < value.length(); i++) {
            octets += value.charAt(i) < 0x80 ? 1 : value.charAt(i) < 0x800 ? 2 : 3;
        }
        return octets;
    }

    private static boolean hasNear(String part, String probe) {
        for (int at = part.indexOf(probe); at >= 0; at = part.indexOf(probe, at + 1)) {
            int end = at + probe.length();
            String near = part.substring(Math.max(0, at - NEAR), Math.min(part.length(), end + NEAR));
            if (BRACKETS.stream().anyMatch(near::contains) || percentBefore(part, at) || percentBehind(part, end)) {
                return true;
            }
        }
        return false;
    }

    private static boolean percentBefore(String part, int at) {
        int before = at - 1;
        while (before >= 0 && isWordCharacter(part.charAt(before))) {
            before--;
        }
        return before >= 0 && part.charAt(before) == '%';
    }

    private static boolean percentBehind(String part, int end) {
        int behind = end;
        while (behind < part.length() && isWordCharacter(part.charAt(behind))) {
            behind++;
        }
        return behind < part.length() && part.charAt(behind) == '%';
    }

    private static boolean isWordCharacter(char character) {
        return character == '_' || Character.isLetterOrDigit(character);
    }

    // "Re" as a value with a colon behind it makes an answer of a subject.
    private static boolean beginsWithProbe(String subject, String probe) {
        int colon = subject.indexOf(':');
        int at = subject.indexOf(probe);
        return at >= 0
                && (subject.strip().equals(probe) || (at < 12 && colon >= 0 && colon < at + probe.length() + 12));
    }

    private static Pattern styles(String probe) {
        return Pattern.compile("style\\s{0,9}=\\s{0,9}(?:\"[^\"]{0,2000}" + probe + "|'[^']{0,2000}" + probe + ")");
    }

    private static boolean mayShowAddress(String shown, String probe) {
        return shown.contains(probe) && shown.chars().anyMatch(c -> "./@:".indexOf(c) >= 0);
    }
}
