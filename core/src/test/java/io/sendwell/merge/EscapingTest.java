package io.sendwell.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.message.MergeData;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class EscapingTest {

    /** Places in which a value may stand, with the elements and attributes that a reader must find and no others. */
    static final List<String> PLACES = List.of(
            "<p>{{v}}</p>",
            "<p title=\"{{v}}\">x</p>",
            "<p title='a {{v}}'>x</p>",
            "<title>{{v}}</title><p>x</p>",
            "<textarea>{{v}}</textarea>",
            "<a href=\"{{v}}\">x</a>",
            "<a href='{{v}}'>x</a>",
            "<a href=\" {{v}}/path\">x</a>",
            "<a href=\"/{{v}}\">x</a>",
            "<a href=\"https://{{v}}/\">x</a>",
            "<a href=\"https://shop{{v}}.example.com/\">x</a>",
            "<a href=\"https://example.com/{{v}}?q={{v}}#{{v}}\">x</a>",
            "<a href=\"mailto:{{v}}?subject={{v}}\">x</a>",
            "<img src=\"{{v}}\" alt=\"{{v}}\">",
            "<img srcset=\"{{v}} 1x, {{v}} 2x\">",
            "<form action=\"{{v}}\"><button formaction=\"{{v}}\">x</button></form>",
            "<table background=\"{{v}}\"></table>",
            "<!--[if mso]>{{v}}<![endif]--><p>x</p>",
            "<p>{{#v}}{{.}}{{/v}}</p>");

    /** Collected from what is known to get through filters: markup, quotes, schemes in disguise, controls. */
    private static final List<String> ATTACKS = List.of(
            "<script>alert(1)</script>",
            "</p><script>alert(1)</script>",
            "</title><script>alert(1)</script>",
            "</textarea><img src=x onerror=alert(1)>",
            "<img src=x onerror=alert(1)>",
            "<svg/onload=alert(1)>",
            "<svg><script>alert(1)</script></svg>",
            "<iframe src=javascript:alert(1)>",
            "<a href=\"javascript:alert(1)\">x</a>",
            "<!-- -->",
            "--><script>alert(1)</script><!--",
            "--!><script>alert(1)</script>",
            "]]><script>alert(1)</script>",
            "<![CDATA[<script>alert(1)</script>]]>",
            "<?xml version=\"1.0\"?>",
            "\"",
            "'",
            "\" onmouseover=\"alert(1)",
            "' onmouseover='alert(1)",
            "\"><script>alert(1)</script>",
            "'><script>alert(1)</script>",
            "` onmouseover=alert(1) `",
            "x onmouseover=alert(1)",
            "&quot; onmouseover=&quot;alert(1)",
            "&lt;script&gt;alert(1)&lt;/script&gt;",
            "&#60;script&#62;",
            "&#x3c;script&#x3e;",
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "\u00A0javascript:alert(1)",
            "java\tscript:alert(1)",
            "java\nscript:alert(1)",
            "java\r\nscript:alert(1)",
            "java\u0000script:alert(1)",
            "\u0001javascript:alert(1)",
            "javascript\u200B:alert(1)",
            "java\u00ADscript:alert(1)",
            "javascript&colon;alert(1)",
            "javascript&#58;alert(1)",
            "javascript&#x3a;alert(1)",
            "&#106;avascript:alert(1)",
            "&#x6A;&#x61;vascript:alert(1)",
            "java&Tab;script:alert(1)",
            "java&NewLine;script:alert(1)",
            "javascript%3Aalert(1)",
            "%6Aavascript:alert(1)",
            "javascript\uFF1Aalert(1)",
            "javascript://example.com/%0aalert(1)",
            "data:text/html,<script>alert(1)</script>",
            "data:text/html;base64,PHNjcmlwdD4=",
            "DATA:image/svg+xml,<svg/onload=alert(1)>",
            "vbscript:msgbox(1)",
            "livescript:alert(1)",
            "mocha:alert(1)",
            "file:///etc/passwd",
            "blob:https://example.com/1",
            "view-source:https://example.com/",
            "feed:javascript:alert(1)",
            "jar:https://example.com!/",
            "about:blank",
            "x:y",
            "expression(alert(1))",
            "url(javascript:alert(1))",
            "@evil.example",
            ".evil.example",
            "evil.example/path?x=",
            "evil.example\\@",
            "a:b@evil.example",
            "{{v}}",
            "{{#v}}x{{/v}}",
            "\\\"",
            "\u2028<b>",
            "\uD800<b>",
            "+ADw-script+AD4-",
            "\u00BCscript\u00BE");

    @ParameterizedTest
    @FieldSource("PLACES")
    void no_value_becomes_markup_or_script(String place) {
        Template template = Template.compile(place, TemplateKind.HTML);
        List<String> expected = structure(Jsoup.parse(place.replaceAll("\\{\\{[^}]*}}", "x")));

        for (String attack : ATTACKS) {
            Document document =
                    Jsoup.parse(template.merge(MergeData.of("v", attack)).text());

            assertThat(structure(document)).as(attack).isEqualTo(expected);
            assertThat(links(document)).as(attack).noneMatch(link -> link.matches("[^/?#]*script:.*|data:.*"));
        }
    }

    /** The values of all attributes that are links, as a lenient reader takes them. */
    private static List<String> links(Document document) {
        return document.getAllElements().stream()
                .flatMap(element -> element.attributes().asList().stream())
                .filter(EscapingTest::isLink)
                .map(attribute -> attribute
                        .getValue()
                        .replaceAll("[\\p{Cntrl}\\s\\p{Cf}]", "")
                        .toLowerCase(Locale.ROOT))
                .toList();
    }

    private static boolean isLink(Attribute attribute) {
        return !List.of("title", "alt").contains(attribute.getKey());
    }

    private static List<String> structure(Document document) {
        return document.getAllElements().stream()
                .map(element -> element.tagName()
                        + element.attributes().asList().stream()
                                .map(Attribute::getKey)
                                .toList())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JAVASCRIPT:alert(1)",
                "  javascript:alert(1)",
                "java\tscript:alert(1)",
                "java\nscript:alert(1)",
                "java\u0000script:alert(1)",
                "javascript\u200B:alert(1)",
                "javascript&colon;alert(1)",
                "java&Tab;script&#58;alert(1)",
                "&#106;avascript:alert(1)",
                "javascript%3Aalert(1)",
                "%256Aavascript:alert(1)",
                "javascript\uFF1Aalert(1)",
                "data:text/html,x",
                "vbscript:x",
                "file:///etc/passwd",
                "https\u0000://example.com/",
                "https://example.com/\nx",
                ":",
                "://example.com/"
            })
    void a_link_of_another_scheme_is_a_problem_and_is_not_written(String value) {
        MergedText merged = Template.compile("<a href=\"{{link}}\">x</a>", TemplateKind.HTML)
                .merge(MergeData.of("link", value));

        assertThat(merged.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("link");
            assertThat(problem.place()).isEqualTo(MergePlace.URL);
        });
        assertThat(merged.text()).isEqualTo("<a href=\"\">x</a>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            <a href="{{v}}">~https://example.com/a?b=c&d=e#f~<a href="https://example.com/a?b=c&amp;d=e#f">
            <a href="{{v}}">~HTTP://example.com/~<a href="HTTP://example.com/">
            <a href="{{v}}">~mailto:a@example.com?subject=x~<a href="mailto:a@example.com?subject=x">
            <a href="{{v}}">~tel:+4512345678~<a href="tel:+4512345678">
            <img src="{{v}}">~cid:logo@example.com~<img src="cid:logo@example.com">
            <a href="{{v}}">~/path/to:x~<a href="/path/to:x">
            <a href="{{v}}">~?a=b:c~<a href="?a=b:c">
            <a href="{{v}}">~https://example.com/a b"c'd<e>~<a href="https://example.com/a%20b%22c&#39;d%3Ce%3E">
            <a href="{{v}}">~https://example.com/%C3%B8/ø~<a href="https://example.com/%C3%B8/ø">
            <a href="{{v}}">~\\\\evil.example\\x~<a href="%5C%5Cevil.example%5Cx">
            <a href="{{v}}/x?y={{v}}">~https://example.com~<a href="https://example.com/x?y=https%3A%2F%2Fexample.com">
            <a href="https://example.com/{{v}}">~a/b?c#d&e=f g~<a href="https://example.com/a%2Fb%3Fc%23d%26e%3Df%20g">
            <a href="https://example.com/{{v}}">~ø 名 😀~<a href="https://example.com/%C3%B8%20%E5%90%8D%20%F0%9F%98%80">
            <a href="/{{v}}">~/evil.example~<a href="/%2Fevil.example">
            <a href="https://{{v}}/">~shop.example.com~<a href="https://shop.example.com/">
            <a href="https://a-{{v}}.example.com/">~b1~<a href="https://a-b1.example.com/">
            <a href="mailto:{{v}}">~jane+x@example.com~<a href="mailto:jane+x@example.com">
            <a href="mailto:{{v}}">~a@example.com?bcc=b@example.com~<a href="mailto:a@example.com%3Fbcc%3Db@example.com">
            <a href="tel:{{v}}">~+45 12~<a href="tel:+45%2012">
            <a href="mailto:a@example.com?body={{v}}">~a&bcc=b~<a href="mailto:a@example.com?body=a%26bcc%3Db">
            <img srcset="{{v}} 1x, {{v}} 2x">~https://example.com/a,b~<img srcset="https://example.com/a,b 1x, https://example.com/a,b 2x">
            <p title="{{v}}">~a"b'c<d>&amp;~<p title="a&quot;b&#39;c&lt;d&gt;&amp;amp;">
            <p title="javascript:{{v}}">~x~<p title="javascript:x">
            """)
    void a_value_is_escaped_for_its_place(String source, String value, String expected) {
        MergedText merged = Template.compile(source, TemplateKind.HTML).merge(MergeData.of("v", value));

        assertThat(merged.text()).isEqualTo(expected);
        assertThat(merged.isClean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            https://{{v}}/~a.example/b~URL_HOST
            https://{{v}}/~a@b.example~URL_HOST
            https://{{v}}/~bücher.example~URL_HOST
            https://example.com{{v}}~.evil.example~URL_HOST_LABEL
            https://example.com{{v}}/~@evil.example~URL_HOST_LABEL
            //example.com{{v}}/~:8080~URL_HOST_LABEL
            https:{{v}}~//evil.example~URL_HOST
            https://ex&#97;mple.com{{v}}~.evil.example~URL_HOST_LABEL
            """)
    void a_value_cannot_lead_to_another_host(String url, String value, MergePlace place) {
        MergedText merged = Template.compile("<a href=\"" + url + "\">x</a>", TemplateKind.HTML)
                .merge(MergeData.of("v", value));

        assertThat(merged.problems()).extracting(MergeProblem::place).containsExactly(place);
    }

    static final List<String> UNFIT_FOR_HEADERS = List.of(
            "a\rb",
            "a\nb",
            "a\r\nBcc: x@example.com",
            "a\u0000b",
            "a\tb",
            "a\u007Fb",
            "a\u0085b",
            "a\u2028b",
            "a\u2029b",
            "a\u202Eb",
            "a\u202Ab",
            "a\u2066b",
            "a\u2069b",
            "a\u200Bb",
            "a\u200Db",
            "a\u200Cb",
            "\uFEFFa",
            "a\uD800b",
            "a\uDC00");

    @ParameterizedTest
    @FieldSource("UNFIT_FOR_HEADERS")
    void what_a_header_field_cannot_hold_is_a_problem_and_not_taken_out_in_silence(String value) {
        MergedText merged = Template.compile("Hi {{v}}!", TemplateKind.SUBJECT).merge(MergeData.of("v", value));

        assertThat(merged.problems()).extracting(MergeProblem::place).containsExactly(MergePlace.HEADER);
        assertThat(merged.text()).isEqualTo("Hi !");
        assertThat(merged.problems().toString()).doesNotContain(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Jørgen & <Søn>", "نیم\u200Cفاصله", "क्\u200Dष", "👩\u200D💻", "שלום", "{{x}}", "50 % \"off\""})
    void a_header_field_takes_one_line_of_any_script_as_it_is(String value) {
        MergedText merged = Template.compile("Hi {{v}}!", TemplateKind.SUBJECT).merge(MergeData.of("v", value));

        assertThat(merged.text()).isEqualTo("Hi " + value + "!");
        assertThat(merged.isClean()).isTrue();
    }

    @Test
    void all_line_ends_in_a_body_become_line_feeds() {
        String value = "a\rb\r\nc\nd\u0085e\u2028f\u2029g\u000Bh\fi\r";

        for (TemplateKind kind : List.of(TemplateKind.TEXT, TemplateKind.HTML)) {
            assertThat(Template.compile("{{v}}|", kind)
                            .merge(MergeData.of("v", value))
                            .text())
                    .isEqualTo("a\nb\nc\nd\ne\nf\ng\nh\ni\n|");
        }
    }

    @ParameterizedTest
    @ValueSource(chars = {0, 1, 7, 8, 0x0E, 0x1B, 0x1F, 0x7F, 0x80, 0x9F})
    void other_controls_in_a_body_are_a_problem(char control) {
        for (String source : List.of("{{v}}", "<p title=\"{{v}}\">", "<a href=\"https://example.com/?{{v}}\">")) {
            TemplateKind kind = source.startsWith("<") ? TemplateKind.HTML : TemplateKind.TEXT;
            MergedText merged = Template.compile(source, kind).merge(MergeData.of("v", "X" + control + "Y"));

            assertThat(merged.problems()).hasSize(1);
            assertThat(merged.text()).isEqualTo(source.replace("{{v}}", ""));
        }
    }

    @Test
    void half_a_surrogate_pair_becomes_the_replacement_character() {
        assertThat(Template.compile("{{v}}", TemplateKind.TEXT)
                        .merge(MergeData.of("v", "a\uD83Db\uDE00"))
                        .text())
                .isEqualTo("a\uFFFDb\uFFFD");
    }

    @Test
    void trusted_html_goes_between_tags_only() {
        MergeData data = MergeData.of("v", MergeData.trustedHtml("<b>{{x}} &amp;</b>\r\n"));

        assertThat(Template.compile("<p>{{v}}</p>", TemplateKind.HTML)
                        .merge(data)
                        .text())
                .isEqualTo("<p><b>{{x}} &amp;</b>\n</p>");
        for (String source : List.of("<p title=\"{{v}}\">", "<a href=\"{{v}}\">", "<a href=\"/{{v}}\">")) {
            assertThat(Template.compile(source, TemplateKind.HTML).merge(data).problems())
                    .hasSize(1);
        }
        assertThat(Template.compile("{{v}}", TemplateKind.TEXT).merge(data).problems())
                .hasSize(1);
        assertThat(Template.compile("{{v}}", TemplateKind.SUBJECT).merge(data).problems())
                .hasSize(1);
    }

    @Test
    void a_fallback_is_escaped_like_a_value() {
        assertThat(Template.compile(
                                "<p title=\"{{a|x \"y\"}}\">{{b|Tom & <Jerry>}}</p><a href=\"/{{c|a/b}}\">",
                                TemplateKind.HTML)
                        .merge(MergeData.none())
                        .text())
                .isEqualTo("<p title=\"x &quot;y&quot;\">Tom &amp; &lt;Jerry&gt;</p><a href=\"/a%2Fb\">");
    }

    @Test
    void what_another_reader_reads_back_is_the_value() {
        long seed = 20261121;
        Random random = new Random(seed);
        Template template = Template.compile(
                "<p id=\"a\" title=\"{{v}}\" lang='{{v}}'>[{{v}}]</p><a href=\"https://example.com/?q={{v}}\">x</a>",
                TemplateKind.HTML);
        String alphabet = "ab<>&\"'`=/\\;:#%{}|!-[]()?+. \tøß名\u05D0\u0301😀\u00A0;ampltgtquot39x";
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder("v");
            int length = random.nextInt(30);
            int[] characters = alphabet.codePoints().toArray();
            for (int at = 0; at < length; at++) {
                text.appendCodePoint(characters[random.nextInt(characters.length)]);
            }
            String value = text.toString();

            MergedText merged = template.merge(MergeData.of("v", value));

            Document document = Jsoup.parse(merged.text());
            String as = "seed " + seed + ", round " + round;
            assertThat(merged.isClean()).as(as).isTrue();
            Element paragraph = document.select("p").get(0);
            assertThat(paragraph.wholeText()).as(as).isEqualTo("[" + value + "]");
            assertThat(paragraph.attr("title")).as(as).isEqualTo(value);
            assertThat(paragraph.attr("lang")).as(as).isEqualTo(value);
            String query = document.select("a").attr("href").substring("https://example.com/?q=".length());
            assertThat(query).as(as).matches("[A-Za-z0-9._~%-]*");
            assertThat(URLDecoder.decode(query, StandardCharsets.UTF_8)).as(as).isEqualTo(value);
        }
    }
}
