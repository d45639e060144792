package io.sendwell;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.check.Rule.Part;
import io.sendwell.check.RuleTexts;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccountRuleTest {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");

    @ParameterizedTest
    @EnumSource(AccountRule.class)
    void every_language_has_words_of_its_own_that_mention_the_same_values(AccountRule rule) {
        for (String form : rule == AccountRule.RULES_NOT_ACCEPTED ? List.of("", "other") : List.of("")) {
            for (Part part : Part.values()) {
                String english = rule.words(part, form, Locale.ENGLISH);
                assertThat(english).isNotBlank();
                for (Locale language : RuleTexts.languages()) {
                    String words = rule.words(part, form, language);
                    assertThat(placeholders(words))
                            .as(language + " " + part + form)
                            .isEqualTo(placeholders(english));
                    if (!language.equals(Locale.ENGLISH)) {
                        assertThat(words).as(language + " " + part + form).isNotEqualTo(english);
                    }
                }
            }
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
