package io.sendwell.examples.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IndexedTextTest {

    @Test
    void what_is_short_stands_as_it_is() {
        for (String text : new String[] {"", " ", "person/7", "7".repeat(200)}) {
            assertThat(IndexedText.of(text)).isEqualTo(text);
        }
    }

    @Test
    void what_is_long_stands_as_a_digest_of_its_own() {
        String longText = "7".repeat(201);

        assertThat(IndexedText.of(longText)).hasSize(71).startsWith("sha256:");
        assertThat(IndexedText.of(longText)).isEqualTo(IndexedText.of(longText));
        assertThat(IndexedText.of(longText)).isNotEqualTo(IndexedText.of(longText + "7"));
    }

    @Test
    void nobody_can_write_a_text_that_is_taken_for_the_digest_of_another() {
        String digest = IndexedText.of("7".repeat(201));

        assertThat(IndexedText.of(digest)).isNotEqualTo(digest);
    }
}
