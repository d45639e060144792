package io.sendwell.internal.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "October statement", "Ünïcode", "日本語", "\uD83D\uDE00", "a\u200Db", "=?x?=", "~ \u00A0"})
    void one_line_of_text_is_returned_as_it_is(String value) {
        assertThat(HeaderText.requireOneLine("subject", value)).isSameAs(value);
        assertThat(HeaderText.indexOfIllegal(value)).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ab\r",
                "ab\n",
                "ab\r\nBcc: ada@example.net",
                "ab\u0000",
                "ab\t",
                "ab\u000B",
                "ab\f",
                "ab\u001B[0m",
                "ab\u007F",
                "ab\u0080",
                "ab\u0085",
                "ab\u009F",
                "ab\u2028",
                "ab\u2029",
                "ab\uD83D",
                "ab\uD83Dx",
                "ab\uDE00",
                "ab\uDE00\uD83D",
            })
    void a_character_that_ends_the_line_or_is_no_text_is_refused(String value) {
        assertThat(HeaderText.indexOfIllegal(value)).isEqualTo(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HeaderText.requireOneLine("subject", value))
                .withMessageStartingWith("subject holds U+")
                .withMessageContaining(" at index 2: \"ab")
                .satisfies(refused -> assertThat(refused.getMessage()).matches("[^\\p{Cntrl}\\p{Cs}\\u2028\\u2029]*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2066", "\u2067", "\u2068", "\u2069"})
    void a_readable_text_keeps_the_order_of_its_letters(String control) {
        assertThat(HeaderText.requireOneLine("subject", "ab" + control)).hasSize(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HeaderText.requireReadable("subject", "ab" + control))
                .withMessageContaining("(direction control) at index 2");
    }

    @Test
    void a_missing_value_is_named() {
        assertThatNullPointerException()
                .isThrownBy(() -> HeaderText.requireOneLine("subject", null))
                .withMessage("subject");
    }

    @Test
    void a_long_value_is_shown_around_the_place_only() {
        String value = "a".repeat(500_000) + "\n" + "b".repeat(500_000);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> HeaderText.requireOneLine("subject", value))
                .withMessageContaining("U+000A (line feed) at index 500000")
                .withMessageContaining("\"...aaa")
                .withMessageContaining("a\\u{A}b")
                .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(300));
    }

    @Test
    void a_lone_surrogate_is_found_in_text_of_several_lines() {
        assertThat(HeaderText.indexOfLoneSurrogate("a\r\nb\uD83D\uDE00")).isEqualTo(-1);
        assertThat(HeaderText.indexOfLoneSurrogate("a\r\nb\uD83D\n")).isEqualTo(4);
    }

    @Test
    void quotes_and_backslashes_are_shown_escaped() {
        assertThat(VisibleText.quote("a\"b\\c\u202E\uDE00é")).isEqualTo("\"a\\\"b\\\\c\\u{202E}\\u{DE00}é\"");
        assertThat(VisibleText.describe('x')).isEqualTo("U+0078 'x'");
        assertThat(VisibleText.describe(0x1F600)).isEqualTo("U+1F600");
    }
}
