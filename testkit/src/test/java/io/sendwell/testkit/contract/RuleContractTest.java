package io.sendwell.testkit.contract;

import io.sendwell.check.MailRule;
import io.sendwell.check.Rule;
import io.sendwell.check.Severity;
import io.sendwell.testkit.contract.RuleContractTest.Flaw;
import java.util.List;
import java.util.Locale;

/** Each flawed rule breaks the sentence that says so. */
class RuleContractTest extends StoreContractProof<Flaw> {

    /** What somebody may get wrong, and the sentence of the contract that says so. */
    enum Flaw {
        NONE(""),
        SAYS_NOT_WHENCE("every_rule_says_where_it_comes_from_what_was_seen_and_what_is_wanted"),
        SAYS_NOTHING("every_rule_says_where_it_comes_from_what_was_seen_and_what_is_wanted"),
        LOSES_A_VALUE("the_words_of_every_language_mention_the_same_values"),
        SPEAKS_ENGLISH_ONLY("the_words_of_another_language_are_translated");

        final String caughtBy;

        Flaw(String caughtBy) {
            this.caughtBy = caughtBy;
        }
    }

    RuleContractTest() {
        super(Flaw.NONE, flaw -> flaw.caughtBy, Implementer.class, Implementer.class);
    }

    static class Implementer implements RuleContract {
        @Override
        public List<? extends Rule> rules() {
            return List.of(new Flawed(flaw(Flaw.class)));
        }
    }

    private record Flawed(Flaw flaw) implements Rule {

        @Override
        public String name() {
            return "FLAWED";
        }

        @Override
        public Severity severity() {
            return Severity.MUST;
        }

        @Override
        public List<String> ids() {
            return List.of();
        }

        @Override
        public String source() {
            return flaw == Flaw.SAYS_NOT_WHENCE ? "" : "RFC 5321";
        }

        @Override
        public String words(Part part, String form, Locale language) {
            Locale spoken = flaw == Flaw.SPEAKS_ENGLISH_ONLY ? Locale.ENGLISH : language;
            String words = MailRule.SUBJECT_LONG.words(part, form, spoken);
            return switch (flaw) {
                case SAYS_NOTHING -> part == Part.WANTED ? "" : words;
                case LOSES_A_VALUE -> language.equals(Locale.GERMAN) ? words.replaceAll("\\{[^}]*}", "") : words;
                default -> words;
            };
        }
    }
}
