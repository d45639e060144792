package io.sendwell.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class RulesTest {

    static final List<Locale> LANGUAGES = Rules.LANGUAGES;

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void every_language_has_every_text(Locale language) {
        assertThat(Rules.bundle(language).stringPropertyNames())
                .isEqualTo(Rules.bundle(Locale.ENGLISH).stringPropertyNames());
        assertThat(Rules.shipped().text(language)).contains("1. ", "2. ");
        assertThat(Rules.guidance(language)).hasSize(5).doesNotContain("");
    }

    @Test
    void the_languages_differ() {
        assertThat(Rules.LANGUAGES.stream().map(Rules.shipped()::text)).doesNotHaveDuplicates();
        assertThat(Rules.LANGUAGES.stream().map(Rules::guidance)).doesNotHaveDuplicates();
    }

    @Test
    void a_language_without_a_text_gets_the_english_one() {
        Rules rules = Rules.shipped();

        assertThat(rules.text(Locale.JAPAN)).isEqualTo(rules.text(Locale.ENGLISH));
        assertThat(rules.text(Locale.CANADA_FRENCH)).isEqualTo(rules.text(Locale.FRENCH));
        assertThat(rules.language(Locale.JAPAN)).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void an_application_has_rules_of_its_own_and_one_of_them_is_in_english() {
        Rules own = Rules.of("2026-11", Map.of(Locale.ENGLISH, "Be kind.", Locale.ITALIAN, "Siate gentili."));

        assertThat(own.text(Locale.ITALY)).isEqualTo("Siate gentili.");
        assertThat(own.text(Locale.GERMAN)).isEqualTo("Be kind.");
        assertThatThrownBy(() -> Rules.of("2026-11", Map.of(Locale.GERMAN, "Sei nett.")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Rules.of(" ", Map.of(Locale.ENGLISH, "Be kind.")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
