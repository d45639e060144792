package io.sendwell.dnsauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagListTest {

    @Test
    void tags_keep_their_order_and_lose_the_white_space_around_them() {
        TagList list = TagList.parse(" v = 1 ;a=\r\n\trsa-sha256; h=from : to :\r\n subject ; ");

        assertThat(list.fault()).isEmpty();
        assertThat(list.tags()).extracting(TagList.Tag::name).containsExactly("v", "a", "h");
        assertThat(list.value("v")).contains("1");
        assertThat(list.value("a")).contains("rsa-sha256");
        assertThat(list.elements("h")).containsExactly("from", "to", "subject");
    }

    @Test
    void the_place_of_a_value_takes_in_the_white_space_around_it() {
        String text = "v=1; b= AB\r\n CD ; bh=xy";
        TagList.Tag signature = TagList.parse(text).tag("b").orElseThrow();

        assertThat(text.substring(0, signature.start()) + text.substring(signature.end()))
                .isEqualTo("v=1; b=; bh=xy");
    }

    @Test
    void a_tag_that_looks_like_another_ones_value_is_that_value() {
        TagList list = TagList.parse("z=From:x|b=no; b=yes; nb=other");

        assertThat(list.value("b")).contains("yes");
        assertThat(list.value("z")).contains("From:x|b=no");
    }

    @Test
    void names_differ_by_case() {
        TagList list = TagList.parse("D=one; d=two");

        assertThat(list.fault()).isEmpty();
        assertThat(list.value("d")).contains("two");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=1; t; p=x | NAME",
                "a=1;; p=x | NAME",
                "; a=1 | NAME",
                "=x | NAME",
                "1a=x | NAME",
                "a b=x | NAME",
                "a-b=x | NAME",
                "\"v=DKIM1; p=x\" | NAME",
                "a=1; a=1 | DUPLICATE",
                "a=1; b=2; a=3 | DUPLICATE",
            })
    void a_list_that_is_none_says_why(String text, TagList.Fault fault) {
        assertThat(TagList.parse(text).fault()).contains(fault);
        assertThat(TagList.parse(text).text()).isEqualTo(text);
    }

    @Test
    void control_characters_and_too_many_tags_are_faults() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i <= TagList.MAX_TAGS; i++) {
            many.append('t').append(i).append("=x;");
        }

        assertThat(TagList.parse("a=x\u0000y").fault()).contains(TagList.Fault.VALUE);
        assertThat(TagList.parse("a=x\u007fy").fault()).contains(TagList.Fault.VALUE);
        assertThat(TagList.parse(many.toString()).fault()).contains(TagList.Fault.TOO_MANY);
        assertThat(TagList.parse("n=d\u00c3\u00a9j\u00c3\u00a0").fault()).isEmpty();
    }

    @Test
    void nothing_makes_reading_fail() {
        long seed = 20261122;
        Random random = new Random(seed);
        String alphabet = "ab=;: \t\r\n\"\\\u0000\u007f\u00ff\u20ac0_-";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            TagList list = TagList.parse(text.toString());

            assertThat(list.text()).as("seed %d round %d", seed, round).isEqualTo(text.toString());
            for (TagList.Tag tag : list.tags()) {
                assertThat(Optional.of(tag)).as("seed %d round %d", seed, round).isEqualTo(list.tag(tag.name()));
                assertThat(text.substring(tag.start(), tag.end()).strip())
                        .contains(tag.value().strip());
            }
        }
    }
}
