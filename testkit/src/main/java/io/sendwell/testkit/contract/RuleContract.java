package io.sendwell.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.sendwell.check.Rule;
import io.sendwell.check.Rule.Part;
import io.sendwell.check.RuleTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What every set of {@link Rule}s keeps whose words are there in all of {@link RuleTexts#languages()}. */
public interface RuleContract {

    /** The form of a placeholder: {@code {name}} or {@code {name,number}}. */
    Pattern PLACEHOLDER = Pattern.compile("\\{\\w+(,\\w+)?}");

    /** The rules: {@code List.of(MyRule.values())}. */
    List<? extends Rule> rules();

    /** The forms in which findings of a rule are made; the usual one alone, unless overridden. */
    default List<String> forms(Rule rule) {
        return List.of("");
    }

    @Test
    default void every_rule_says_where_it_comes_from_what_was_seen_and_what_is_wanted() {
        all((rule, form) -> {
            assertFalse(rule.source().isBlank(), "source");
            assertFalse(rule.words(Part.SEEN, form, Locale.ENGLISH).isBlank(), "what was seen");
            assertFalse(rule.words(Part.WANTED, form, Locale.ENGLISH).isBlank(), "what is wanted");
        });
    }

    @Test
    default void the_words_of_every_language_mention_the_same_values() {
        all((rule, form) -> inEachLanguage((part, language) -> assertEquals(
                placeholders(rule.words(part, form, Locale.ENGLISH)),
                placeholders(rule.words(part, form, language)),
                part + " " + language)));
    }

    @Test
    default void the_words_of_another_language_are_translated() {
        all((rule, form) -> inEachLanguage((part, language) -> {
            String english = rule.words(part, form, Locale.ENGLISH);
            if (!language.equals(Locale.ENGLISH) && english.contains(" ")) {
                assertNotEquals(english, rule.words(part, form, language), part + " " + language);
            }
        }));
    }

    private void all(BiConsumer<Rule, String> sentence) {
        List<Executable> each = new ArrayList<>();
        for (Rule rule : rules()) {
            for (String form : forms(rule)) {
                each.add(() -> assertAll(rule.name() + " " + form, () -> sentence.accept(rule, form)));
            }
        }
        assertAll(each);
    }

    private static void inEachLanguage(BiConsumer<Part, Locale> sentence) {
        for (Part part : Part.values()) {
            RuleTexts.languages().forEach(language -> sentence.accept(part, language));
        }
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
