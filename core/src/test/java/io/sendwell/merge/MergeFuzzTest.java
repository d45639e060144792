package io.sendwell.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.message.MergeData;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MergeFuzzTest {

    private static final long SEED = 20261121;

    private static final String[] PIECES = {
        "{{",
        "}}",
        "{{{",
        "}}}",
        "{{a}}",
        "{{ b | c }}",
        "{{#a}}",
        "{{/a}}",
        "{{^b}}",
        "{{/b}}",
        "{{.}}",
        "{{! x }}",
        "{{a.b}}",
        "\\{{",
        "\\",
        "|",
        "<",
        ">",
        "</",
        "/>",
        "<p>",
        "</p>",
        "<a href=\"",
        "<a href='",
        "\"",
        "'",
        "=",
        " title=\"",
        " title=",
        "<script>",
        "</script>",
        "<style>",
        "<title>",
        "</title>",
        "<!--",
        "-->",
        "--!>",
        "<!--[if x]>",
        "<![endif]-->",
        "<svg>",
        "</svg>",
        "https://",
        "javascript:",
        "//",
        "/",
        "?",
        "#",
        ":",
        "&",
        "&amp;",
        "&#",
        "&colon;",
        "x",
        " ",
        "\n",
        "\r",
        "\t",
        "\u0000",
        "ø",
        "😀",
        "\uD800",
        "<table><tr><td>",
        "<ul><li>",
        "</ul>",
        "<blockquote>",
        "<pre>",
        "</pre>",
        "<br>",
        "<img alt=\"y\">",
        "<p hidden>",
        ","
    };

    @ParameterizedTest
    @EnumSource(TemplateKind.class)
    void any_template_compiles_or_says_why_not_and_merges_with_any_value(TemplateKind kind) {
        Random random = new Random(SEED);
        int compiled = 0;
        for (int round = 0; round < 5_000; round++) {
            String source = soup(random, 1 + random.nextInt(12));
            String value = soup(random, 1 + random.nextInt(4));
            MergeData data =
                    MergeData.of("a", List.of(value, MergeData.of("b", value))).with("b", value);
            try {
                Template template = Template.compile(source, kind);
                MergedText merged = template.merge(data);
                assertThat(merged.utf8())
                        .as("seed %s, round %s", SEED, round)
                        .isEqualTo(merged.text().getBytes(StandardCharsets.UTF_8));
                compiled++;
            } catch (TemplateException e) {
                assertThat(e.problems()).as("seed %s, round %s", SEED, round).isNotEmpty();
            }
        }
        assertThat(compiled).isGreaterThan(100);
    }

    /** Whatever the template: a reader finds the same elements for a hostile value as for a harmless one. */
    @Test
    void no_value_changes_the_elements_of_any_template() {
        Random random = new Random(SEED);
        int compared = 0;
        for (int round = 0; round < 15_000; round++) {
            String source = soup(random, 1 + random.nextInt(10)) + "{{b}}" + soup(random, random.nextInt(4));
            String value = soup(random, 1 + random.nextInt(5));
            Template template;
            try {
                template = Template.compile(source, TemplateKind.HTML);
            } catch (TemplateException e) {
                continue;
            }
            MergedText merged = template.merge(MergeData.of("b", value));
            if (!merged.isClean()) {
                continue;
            }
            String hostile = merged.text();
            String harmless = template.merge(MergeData.of("b", "x")).text();
            assertThat(elements(hostile))
                    .as("seed %s, round %s, template %s, value %s", SEED, round, source, value)
                    .isEqualTo(elements(harmless));
            compared++;
        }
        assertThat(compared).isGreaterThan(500);
    }

    private static List<String> elements(String html) {
        List<String> names = new ArrayList<>();
        Jsoup.parse(html).getAllElements().forEach(element -> {
            names.add(element.tagName());
            element.attributes().forEach(attribute -> names.add(attribute.getKey()));
        });
        return names;
    }

    @Test
    void text_is_made_of_any_html() {
        Random random = new Random(SEED);
        for (int round = 0; round < 5_000; round++) {
            String html = soup(random, 1 + random.nextInt(20));

            String text = PlainText.fromHtml(html);

            assertThat(text).as("seed %s, round %s", SEED, round).isEqualTo(text.stripTrailing());
            assertThat(text).as("seed %s, round %s", SEED, round).doesNotContain("\r", "\u0000");
        }
    }

    private static String soup(Random random, int pieces) {
        StringBuilder soup = new StringBuilder();
        for (int piece = 0; piece < pieces; piece++) {
            soup.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return soup.toString();
    }

    /** A hundred thousand times or half a megabyte each: what takes quadratic time does not come back before the build gives up. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{",
                "}}",
                "{{a",
                "{{a}}",
                "{{#a}}",
                "{{/a}}",
                "{{#a}}{{/a}}",
                "{{!}} ",
                "\n{{!}}  ",
                "{{!}}",
                "{{|",
                "\\{{",
                "<",
                "<<<<",
                "</",
                "<a ",
                "<a href=\"",
                "<a href='x'>",
                "<!--",
                "<!-- -->",
                "<!",
                "<title>",
                "<script>",
                "</script>",
                "<p hidden>",
                "<b hidden>",
                "<div>",
                "<blockquote>x",
                "<ul><li>x",
                "<pre>\n",
                "<table><td>x",
                "&",
                "&#",
                "&#1",
                "&amp",
                "&a",
                "&#x26;#",
                "%3A",
                "<svg>",
                "<a href=x>y</a>",
                "<p a=b c=d "
            })
    void hostile_repetition_takes_time_in_proportion_to_its_length(String piece) {
        String source = piece.repeat(Math.min(100_000, 500_000 / piece.length()));

        for (TemplateKind kind : List.of(TemplateKind.TEXT, TemplateKind.HTML)) {
            try {
                Template template = Template.compile(source, kind);
                assertThat(template.merge(MergeData.of("a", "b")).isClean()).isTrue();
            } catch (TemplateException e) {
                assertThat(e.problems()).hasSizeBetween(1, 50);
                assertThat(e.getMessage()).hasSizeLessThan(50_000);
            }
        }
        assertThat(PlainText.fromHtml(source).length()).isLessThan(40 * source.length());
        assertThat(PlainText.fromHtml("<a href=\"" + source + "\">x</a>")).isNotNull();
        assertThat(Template.compile("<a href=\"{{a}}\">", TemplateKind.HTML)
                        .merge(MergeData.of("a", source))
                        .size())
                .isPositive();
    }
}
