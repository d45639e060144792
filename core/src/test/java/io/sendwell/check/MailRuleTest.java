package io.sendwell.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MailRuleTest {

    private static final Pattern PLACEHOLDER = Pattern.compile("(?<!\\{)\\{[\\w,]+}");
    private static final Pattern RULE_ID = Pattern.compile("[DS]\\d{1,3}");

    static List<Locale> languages() {
        return RuleTexts.languages();
    }

    @ParameterizedTest
    @MethodSource("languages")
    void every_language_has_the_words_that_english_has(Locale language) {
        assertThat(MailRule.texts(language).keySet())
                .containsExactlyInAnyOrderElementsOf(
                        MailRule.texts(Locale.ENGLISH).keySet());
    }

    @ParameterizedTest
    @MethodSource("languages")
    void the_words_of_every_language_mention_the_same_values(Locale language) {
        Map<String, String> english = MailRule.texts(Locale.ENGLISH);
        MailRule.texts(language)
                .forEach((key, text) ->
                        assertThat(placeholders(text)).as(key).isEqualTo(placeholders(english.get(key))));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void the_words_of_another_language_are_translated(Locale language) {
        Map<String, String> english = MailRule.texts(Locale.ENGLISH);
        if (!language.equals(Locale.ENGLISH)) {
            assertThat(MailRule.texts(language).entrySet())
                    .filteredOn(text ->
                            text.getValue().contains(" ") && text.getValue().equals(english.get(text.getKey())))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(MailRule.class)
    void every_rule_says_what_was_seen_and_what_is_wanted(MailRule rule) {
        Map<String, String> english = MailRule.texts(Locale.ENGLISH);
        assertThat(english.get(rule.name() + ".seen")).isNotBlank();
        assertThat(english.get(rule.name() + ".wanted")).isNotBlank();
        assertThat(rule.source()).isNotBlank();
        assertThat(rule.ids()).allMatch(id -> RULE_ID.matcher(id).matches());
    }

    static List<MailRule> rulesThatPass() {
        return Arrays.stream(MailRule.values())
                .filter(rule -> rule.isWeighable() || rule.stage() == MailRule.Stage.CREATION_AND_RELEASE)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("rulesThatPass")
    void a_rule_that_is_kept_is_told_without_values(MailRule rule) {
        for (Locale language : RuleTexts.languages()) {
            assertThat(placeholders(Finding.pass(rule).explain(language)))
                    .as(language + " " + rule)
                    .isEmpty();
        }
    }

    @Test
    void there_are_no_words_for_rules_that_do_not_exist() {
        Set<String> codes = Arrays.stream(MailRule.values()).map(Enum::name).collect(Collectors.toSet());
        codes.add("LABEL");
        assertThat(MailRule.texts(Locale.ENGLISH).keySet())
                .allMatch(key -> codes.contains(key.substring(0, key.indexOf('.'))));
    }

    @Test
    void a_language_without_texts_is_told_in_english() {
        assertThat(Finding.fail(MailRule.SUBJECT_EMPTY).explain(Locale.JAPANESE))
                .isEqualTo("SUBJECT_EMPTY: There is no subject. Wanted: A subject. To do: Call subject(...).");
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
