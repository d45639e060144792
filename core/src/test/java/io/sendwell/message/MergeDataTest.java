package io.sendwell.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MergeDataTest {

    @Test
    void values_are_kept_by_name_in_their_order() {
        MergeData data = MergeData.of("first", "Jørgen").with("age", 42).with("vip", true);

        assertThat(data.names()).containsExactly("first", "age", "vip");
        assertThat(data.value("first")).contains("Jørgen");
        assertThat(data.value("age")).contains(42);
        assertThat(data.value("nobody")).isEmpty();
        assertThat(MergeData.none().isEmpty()).isTrue();
    }

    @Test
    void adding_a_value_leaves_the_data_before_as_it_was() {
        MergeData before = MergeData.of("first", "Jørgen");
        MergeData after = before.with("first", "Grace");

        assertThat(before.value("first")).contains("Jørgen");
        assertThat(after.value("first")).contains("Grace");
    }

    @Test
    void null_is_no_value_and_takes_one_away() {
        Map<String, Object> row = new HashMap<>();
        row.put("first", null);

        assertThat(MergeData.from(row)).isEqualTo(MergeData.none());
        assertThat(MergeData.of("first", "Jørgen").with("first", null).names()).isEmpty();
    }

    @Test
    void later_changes_of_what_was_handed_in_change_nothing() {
        StringBuilder text = new StringBuilder("a");
        List<String> list = new ArrayList<>(List.of("a"));
        Map<String, Object> group = new HashMap<>(Map.of("name", "a"));
        MergeData data = MergeData.from(Map.of("text", text, "list", list, "group", group));

        text.append("b");
        list.add("b");
        group.put("name", "b");

        assertThat(data)
                .isEqualTo(MergeData.of("group", MergeData.of("name", "a"))
                        .with("list", List.of("a"))
                        .with("text", "a"));
    }

    @Test
    void dates_enums_and_identifiers_are_taken_as_their_text() {
        MergeData data = MergeData.of("date", LocalDate.of(2026, 11, 21))
                .with("wait", Duration.ofMinutes(90))
                .with("day", DayOfWeek.MONDAY)
                .with("id", new UUID(1, 2))
                .with("link", URI.create("https://example.com/"))
                .with("letter", 'x');

        assertThat(data.asMap().values())
                .containsExactly(
                        "2026-11-21",
                        "PT1H30M",
                        "MONDAY",
                        "00000000-0000-0001-0000-000000000002",
                        "https://example.com/",
                        "x");
    }

    @SuppressWarnings("JavaUtilDate") // applications still have them, and their text is not for people
    static List<Object> unusableValues() {
        return List.of(
                new Date(0),
                new AtomicLong(1),
                new int[] {1},
                new Object(),
                Double.NaN,
                Float.POSITIVE_INFINITY,
                List.of(List.of("a")),
                List.of(new Date(0)),
                Map.of(1, "a"),
                Map.of("a.b", "c"),
                Map.of("inner", new Date(0)));
    }

    @ParameterizedTest
    @MethodSource("unusableValues")
    void other_values_are_refused_with_the_name_of_the_field(Object value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MergeData.of("bad", value))
                .withMessageContaining("\"bad");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " a",
                "a ",
                "a  b",
                "a.b",
                "{{a}}",
                "a|b",
                "#a",
                "a\nb",
                "a\u0000",
                "<b>",
                "\u202Ea",
                "a\u00A0b"
            })
    void names_that_no_template_can_ask_for_are_refused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> MergeData.of(name, "x"));
        assertThat(MergeData.isName(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "First name", "first_name", "first-name", "größe", "имя", "名前", "नाम", "a1"})
    void names_may_be_words_of_any_script(String name) {
        assertThat(MergeData.of(name, "x").value(name)).contains("x");
    }

    @Test
    void a_name_longer_than_a_hundred_characters_is_refused() {
        assertThat(MergeData.isName("a".repeat(100))).isTrue();
        assertThat(MergeData.isName("a".repeat(101))).isFalse();
    }

    @Test
    void a_map_that_holds_itself_is_refused() {
        Map<String, Object> loop = new HashMap<>();
        loop.put("self", loop);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> MergeData.from(loop))
                .withMessageContaining("nested deeper");
    }

    @Test
    void maps_become_groups_and_come_out_as_maps() {
        MergeData data = MergeData.from(Map.of("items", List.of(Map.of("price", new BigDecimal("1.50")))));

        assertThat(data.value("items")).contains(List.of(MergeData.of("price", new BigDecimal("1.50"))));
        assertThat(data.asMap()).isEqualTo(Map.of("items", List.of(Map.of("price", new BigDecimal("1.50")))));
    }

    @Test
    void values_do_not_show_in_text_for_logs() {
        MergeData data = MergeData.of("first", "Jørgen").with("bio", MergeData.trustedHtml("<b>Secret</b>"));

        assertThat(data.toString()).isEqualTo("MergeData[first, bio]");
        assertThat(MergeData.trustedHtml("<b>Secret</b>").toString()).doesNotContain("Secret");
    }
}
