package io.sendwell.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTest {

    @Test
    void labels_of_letters_digits_and_hyphens_are_taken_in_lower_case() {
        assertThat(Selector.of("S1")).isEqualTo(Selector.of("s1")).hasToString("s1");
        assertThat(Selector.of("mar-2026.Sendwell").value()).isEqualTo("mar-2026.sendwell");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.", ".a", "a..b", "-a", "a-", "a_b", "a b", "ä", "a\r\nb", "a;d=evil.example"})
    void what_could_break_out_of_the_tag_or_the_name_is_refused(String text) {
        assertThatThrownBy(() -> Selector.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("RFC 6376 section 3.1");
    }

    @Test
    void labels_and_names_have_limits() {
        assertThat(Selector.of("a".repeat(63)).value()).hasSize(63);
        assertThatThrownBy(() -> Selector.of("a".repeat(64))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Selector.of("a.".repeat(64) + "a")).isInstanceOf(IllegalArgumentException.class);
    }
}
