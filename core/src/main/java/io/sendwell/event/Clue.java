package io.sendwell.event;

import java.util.List;

/** One thing that a row of the table looks for. */
@FunctionalInterface
interface Clue {

    boolean isIn(Reading reading);

    /** Both. */
    default Clue and(Clue other) {
        return reading -> isIn(reading) && other.isIn(reading);
    }

    /** Its absence. */
    default Clue not() {
        return reading -> !isIn(reading);
    }

    static Clue permanent() {
        return Reading::isPermanent;
    }

    /** One of these reply codes; {@code x} is any digit. */
    static Clue reply(List<String> codes) {
        return reading ->
                !reading.replyCode().isEmpty() && codes.stream().anyMatch(code -> fits(code, reading.replyCode()));
    }

    static Clue code(List<CodePattern> patterns) {
        return reading -> reading.enhancedCode()
                .filter(code -> patterns.stream().anyMatch(pattern -> pattern.matches(code)))
                .isPresent();
    }

    static Clue says(List<Phrase> phrases) {
        return reading -> phrases.stream().anyMatch(phrase -> phrase.isIn(reading.words()));
    }

    static Clue word(List<Phrase> phrases) {
        return reading -> phrases.stream().anyMatch(phrase -> phrase.isWordIn(reading.words()));
    }

    static Clue action(List<String> words) {
        return reading -> words.contains(reading.action());
    }

    static Clue by(ReplyOrigin origin) {
        return reading -> reading.origin() == origin;
    }

    static Clue domain(RecipientDomain domain) {
        return reading -> reading.domain() == domain;
    }

    private static boolean fits(String pattern, String code) {
        for (int index = 0; index < pattern.length(); index++) {
            if (pattern.charAt(index) != 'x' && pattern.charAt(index) != code.charAt(index)) {
                return false;
            }
        }
        return true;
    }
}
