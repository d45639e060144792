package io.sendwell.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.message.MergeData;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {

    private static final MergeData JORGEN = MergeData.from(Map.of(
            "first",
            "Jørgen",
            "empty",
            " ",
            "vip",
            true,
            "gone",
            false,
            "zero",
            0,
            "company",
            Map.of("name", "Acme & Sons", "city", "Århus"),
            "tags",
            List.of("a", "b"),
            "none",
            List.of(),
            "items",
            List.of(Map.of("title", "One"), Map.of("title", "Two", "first", "inner"))));

    @ParameterizedTest
    @CsvSource(delimiter = '~', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            Hi {{first}}!~Hi Jørgen!
            Hi {{ first }}!~Hi Jørgen!
            Hi {{first|there}}!~Hi Jørgen!
            Hi {{nobody|there}}!~Hi there!
            Hi {{ nobody | dear friend }}!~Hi dear friend!
            Hi {{empty|there}}!~Hi there!
            Hi{{nobody|}}!~Hi!
            {{company.name}} in {{company.city}}~Acme & Sons in Århus
            {{company.zip|0000}}~0000
            {{first.name|none}}~none
            {{#vip}}Dear {{first}}{{/vip}}~Dear Jørgen
            {{#gone}}Dear{{/gone}}-~-
            {{^gone}}Dear{{/gone}}~Dear
            {{^vip}}Dear{{/vip}}-~-
            {{#none}}x{{/none}}{{^none}}y{{/none}}~y
            {{#empty}}x{{/empty}}{{^empty}}y{{/empty}}~y
            {{#nobody}}x{{/nobody}}{{^nobody}}y{{/nobody}}~y
            {{#zero}}{{zero}}{{/zero}}~0
            {{#first}}<{{.}}>{{/first}}~<Jørgen>
            {{#tags}}<{{.}}>{{/tags}}~<a><b>
            {{#items}}{{title}} {{first}},{{/items}}~One Jørgen,Two inner,
            {{#company}}{{name}}{{/company}}~Acme & Sons
            a{{! note }}b~ab
            \\{{first}}~{{first}}
            \\\\{{first}}~\\Jørgen
            C:\\dir\\{ {first} } }}~C:\\dir\\{ {first} } }}
            """)
    void a_template_is_written_with_the_values(String source, String expected) {
        MergedText merged = Template.compile(source, TemplateKind.TEXT).merge(JORGEN);

        assertThat(merged.text()).isEqualTo(expected);
        assertThat(merged.isClean()).isTrue();
    }

    @Test
    void what_has_neither_value_nor_fallback_is_reported_once_and_not_written() {
        MergedText merged = Template.compile("{{a}} {{b|x}} {{a}} {{empty}} {{company.zip}}", TemplateKind.TEXT)
                .merge(JORGEN);

        assertThat(merged.missing()).containsExactly("a", "empty", "company.zip");
        assertThat(merged.problems()).isEmpty();
        assertThat(merged.isClean()).isFalse();
        assertThat(merged.text()).isEqualTo(" x   ");
    }

    @Test
    void values_are_never_read_as_template() {
        MergeData data =
                MergeData.of("a", "{{b}} {{#b}}x{{/b}} {{{b}}} \\{{b}}").with("b", "secret");

        assertThat(Template.compile("{{a}}", TemplateKind.TEXT).merge(data).text())
                .isEqualTo("{{b}} {{#b}}x{{/b}} {{{b}}} \\{{b}}");
        assertThat(Template.compile("{{#list}}{{.}}{{/list}}", TemplateKind.TEXT)
                        .merge(MergeData.of("list", List.of("{{b", "}}")).with("b", "secret"))
                        .text())
                .isEqualTo("{{b}}");
    }

    @Test
    void a_section_tag_alone_on_its_line_leaves_no_empty_line() {
        String source = "Hi\n{{#items}}\n- {{title}}\n{{/items}}\n  {{! note }}  \nBye\r\n{{^items}}\nnone\n{{/items}}";

        assertThat(Template.compile(source, TemplateKind.TEXT).merge(JORGEN).text())
                .isEqualTo("Hi\n- One\n- Two\nBye\n");
    }

    @Test
    void a_tag_that_an_editor_broke_or_padded_reads_like_any_other() {
        assertThat(Template.compile("{{\n  First\n name\u00A0|\n dear\n friend }}", TemplateKind.HTML)
                        .merge(MergeData.of("First name", "Grace"))
                        .text())
                .isEqualTo("Grace");
    }

    @Test
    void numbers_are_written_in_full_and_without_a_locale() {
        MergeData data = MergeData.of("a", 1234567.5)
                .with("b", new BigDecimal("1E+3"))
                .with("c", Long.MIN_VALUE)
                .with("d", 1e-7)
                .with("e", true);

        assertThat(Template.compile("{{a}} {{b}} {{c}} {{d}} {{e}}", TemplateKind.TEXT)
                        .merge(data)
                        .text())
                .isEqualTo("1234567.5 1000 -9223372036854775808 0.00000010 true");
    }

    @Test
    void a_group_or_list_in_the_place_of_a_value_is_a_problem() {
        MergedText merged =
                Template.compile("{{company}}{{tags}}", TemplateKind.TEXT).merge(JORGEN);

        assertThat(merged.problems()).extracting(MergeProblem::field).containsExactly("company", "tags");
        assertThat(merged.text()).isEmpty();
    }

    @Test
    void fields_are_listed_with_role_place_fallback_and_sections_around() {
        Template template = Template.compile(
                "<a href=\"{{link}}\">{{first|you}}</a>{{#items}}{{title}}{{/items}}{{^items}}-{{/items}}{{first|you}}",
                TemplateKind.HTML);

        assertThat(template.fields())
                .containsExactly(
                        new MergeField("link", MergeField.Role.VALUE, MergePlace.URL, Optional.empty(), List.of()),
                        new MergeField(
                                "first", MergeField.Role.VALUE, MergePlace.HTML_TEXT, Optional.of("you"), List.of()),
                        new MergeField(
                                "items", MergeField.Role.SECTION, MergePlace.HTML_TEXT, Optional.empty(), List.of()),
                        new MergeField(
                                "title",
                                MergeField.Role.VALUE,
                                MergePlace.HTML_TEXT,
                                Optional.empty(),
                                List.of("items")),
                        new MergeField(
                                "items",
                                MergeField.Role.INVERTED_SECTION,
                                MergePlace.HTML_TEXT,
                                Optional.empty(),
                                List.of()));
        assertThat(template.fields())
                .extracting(MergeField::isRequired)
                .containsExactly(true, false, false, true, false);
    }

    @Test
    void a_buffer_is_appended_to_and_can_be_used_again() {
        Template template = Template.compile("Hi {{first}}!", TemplateKind.TEXT);
        Utf8Buffer buffer = new Utf8Buffer();

        assertThat(template.mergeTo(JORGEN, buffer).isClean()).isTrue();
        template.mergeTo(MergeData.of("first", "名前 😀"), buffer);
        assertThat(buffer.toString()).isEqualTo("Hi Jørgen!Hi 名前 😀!");
        assertThat(buffer.toByteArray()).isEqualTo("Hi Jørgen!Hi 名前 😀!".getBytes(StandardCharsets.UTF_8));

        buffer.clear();
        template.mergeTo(MergeData.none(), buffer);
        assertThat(buffer.toString()).isEqualTo("Hi !");
    }

    @Test
    void a_result_stays_as_it_was_when_the_template_is_merged_again() {
        Template template = Template.compile("{{a}}", TemplateKind.TEXT);
        MergedText small = template.merge(MergeData.of("a", "x"));
        MergedText large = template.merge(MergeData.of("a", "é".repeat(10_000)));

        assertThat(small.text()).isEqualTo("x");
        assertThat(small.utf8()).containsExactly('x');
        assertThat(large.size()).isEqualTo(20_000);
        assertThat(large.text()).isEqualTo("é".repeat(10_000));
        assertThat(large.toString()).doesNotContain("é");
    }

    @Test
    void threads_may_share_a_template() {
        Template template = Template.compile("<p>{{a}} {{#list}}{{.}},{{/list}}</p>", TemplateKind.HTML);

        List<String> texts = IntStream.range(0, 2_000)
                .parallel()
                .mapToObj(i -> template.merge(MergeData.of("a", "<" + i).with("list", List.of(i, i)))
                        .text())
                .collect(Collectors.toList());

        assertThat(texts)
                .isEqualTo(IntStream.range(0, 2_000)
                        .mapToObj(i -> "<p>&lt;" + i + " " + i + "," + i + ",</p>")
                        .collect(Collectors.toList()));
    }

    @Test
    void sections_in_sections_over_long_lists_end_in_a_problem() {
        List<Integer> list = IntStream.range(0, 1_000).boxed().collect(Collectors.toList());
        String source = "{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{/a}}{{/a}}{{/a}}{{/a}}{{/a}}";
        String writing = "{{#a}}{{#a}}" + "x".repeat(1_000) + "{{/a}}{{/a}}";

        for (String each : List.of(source, writing)) {
            MergedText merged = Template.compile(each, TemplateKind.TEXT).merge(MergeData.of("a", list));

            assertThat(merged.problems()).hasSize(1);
            assertThat(merged.size()).isLessThan(Merging.MAX_BYTES + 2_000);
        }
    }

    @Test
    void the_default_engine_is_this_one_and_another_fits_in() {
        TemplateEngine shouting = (source, kind) -> new CompiledTemplate() {
            @Override
            public MergedText merge(MergeData data) {
                return MergedText.of(
                        source.replace("NAME", String.valueOf(data.asMap().get("first"))));
            }

            @Override
            public List<MergeField> fields() {
                return List.of();
            }
        };

        assertThat(TemplateEngine.sendwell().compile("{{first}}", TemplateKind.TEXT))
                .isInstanceOf(Template.class);
        assertThat(shouting.compile("Hi NAME", TemplateKind.TEXT).merge(JORGEN).text())
                .isEqualTo("Hi Jørgen");
    }
}
