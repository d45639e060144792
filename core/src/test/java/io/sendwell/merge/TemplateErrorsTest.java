package io.sendwell.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateErrorsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            Hi {{first~never closed
            Hi {{first Hello {{last}}~not closed before the next
            {{}}~empty
            {{ | there}}~no name
            {{a..b}}~no name
            {{<b>first</b>}}~no name
            {{a;b}}~no name
            {{.}}~repeated section
            {{#}}x{{/}}~no name
            {{#a}}x~never closed
            x{{/a}}~no section is open
            {{#a}}{{#b}}{{/a}}{{/b}}~open section is b
            {{{a}}}~trustedHtml
            {{&a}}~trustedHtml
            {{>part}}~partial
            {{=<% %>=}}~cannot be changed
            {{#if vip}}x{{/if vip}}~{{#vip}}
            {{#unless vip}}x{{/unless vip}}~{{^vip}}
            {{#each items}}x{{/each items}}~{{#items}}
            {{#a}}x{{else}}y{{/a}}~{{^name}}
            {{a|b {{c}} }}~not closed before the next
            {{! a {{b}} }}~not closed before the next
            """)
    void a_malformed_template_says_what_was_expected(String source, String message) {
        for (TemplateKind kind : TemplateKind.values()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Template.compile(source, kind))
                    .isInstanceOf(TemplateException.class)
                    .withMessageContaining(message);
        }
    }

    @Test
    void all_problems_are_listed_with_line_and_column_in_order() {
        TemplateException exception = catchThrowableOfType(
                TemplateException.class,
                () -> Template.compile("Hi {{#a}}\n  {{b;c}}\n{{{d}}}\n\n {{e", TemplateKind.TEXT));

        assertThat(exception.problems())
                .extracting(problem -> problem.line() + ":" + problem.column() + " " + problem.snippet())
                .containsExactly("1:4 {{#a}}", "2:3 {{b;c}}", "3:1 {{{d}}", "5:2 {{e");
        assertThat(exception).hasMessageStartingWith("The template has 4 problems:\n  line 1, column 4, \"{{#a}}\": ");
    }

    @Test
    void very_many_problems_are_counted_and_the_first_ones_listed() {
        TemplateException exception = catchThrowableOfType(
                TemplateException.class, () -> Template.compile("{{}}".repeat(1_000), TemplateKind.TEXT));

        assertThat(exception.problems()).hasSize(50);
        assertThat(exception).hasMessageContaining("1000 problems").hasMessageEndingWith("and 950 more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\u0000b", "a\u2028b", "a\u202Eb", "a\u200Bb", "{{a|x\u2067y}}"})
    void a_subject_is_one_line_of_visible_text(String source) {
        assertThatIllegalArgumentException().isThrownBy(() -> Template.compile(source, TemplateKind.SUBJECT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            <script>var a = "{{a}}";</script>~inside <script>
            <SCRIPT>{{a}}~inside <script>
            <style>p { color: {{a}} }</style>~inside <style>
            <style></sty>{{a}}</style>~inside <style>
            <!-- {{a}} -->~comment
            <!--[if x]--{{a}}-->~comment
            <!doctype {{a}}>~comment
            <![CDATA[{{a}}]]>~comment
            <?xml {{a}}?>~comment
            <{{a}}>~name of a tag
            <p{{a}}>~name of a tag
            </{{a}}>~name of a tag
            <p {{a}}>~as an attribute
            <p {{a}}="x">~as an attribute
            <p title{{a}}="x">~as an attribute
            <p title="x"{{a}}>~as an attribute
            <p title={{a}}>~write title="..."
            <p title=x{{a}}>~write title="..."
            <p title=`{{a}}`>~write title="..."
            <a href={{a}}>x</a>~write href="..."
            <p onclick="go('{{a}}')">~script of attribute onclick
            <p ONCLICK='{{a}}'>~script of attribute onclick
            <p onclick = "{{a}}">~script of attribute onclick
            <p style="color:{{a}}">~attribute style
            <iframe srcdoc="{{a}}"></iframe>~attribute srcdoc
            <iframe src="{{a}}"></iframe>~<iframe>
            <script src="{{a}}"></script>~<script>
            <meta http-equiv="refresh" content="0;url={{a}}">~<meta>
            <base href="{{a}}">~<base>
            <link rel="stylesheet" href="{{a}}">~<link>
            <object data="{{a}}"></object>~<object>
            <svg><a xlink:href="{{a}}">x</a></svg>~<svg>
            <svg><style>{{a}}</style></svg>~<svg>
            <math>{{a}}</math>~<svg> and <math>
            <textarea/>{{a}}~<textarea/>
            <title></titl{{a}}></title>~name of a tag
            <a href="javascript:go('{{a}}')">x</a>~scheme "javascript"
            <a href="JaVaScRiPt:{{a}}">x</a>~scheme "javascript"
            <a href=" javascript:{{a}}">x</a>~scheme "javascript"
            <a href="data:text/html,{{a}}">x</a>~scheme "data"
            <a href="vbscript:{{a}}">x</a>~scheme "vbscript"
            <a href="javascript&#58;{{a}}">x</a>~character reference
            <a href="&#106;avascript:{{a}}">x</a>~scheme
            <a href="{{a}}:{{b}}">x</a>~a colon
            <a href="{{a}}&colon;{{b}}">x</a>~a colon
            <a href="{{a}}&#58;{{b}}">x</a>~a colon
            <a href="java{{a}}:alert(1)">x</a>~a colon
            <a href="{{a|javascript:alert(1)}}">x</a>~the fallback is a link with the scheme
            <a href="{{#a}}https://example.com/{{/a}}{{b}}">x</a>~another place
            {{#a}}<b title="{{/a}}x">~another place
            <p {{#a}}class="x{{/a}}">~another place
            {{#a}}<script>{{/a}}</script>~another place
            {{#a}}<!-- {{/a}} -->~comment
            <h{{#a}}1{{/a}}>~no section may begin or end
            <p {{#a}}title{{/a}}="x">~no section may begin or end
            <a href="https://example.com/>Hi {{first}}</a>~a quote or
            {{a}}<p title="x~a quote or
            """)
    void no_field_stands_where_nothing_can_be_escaped(String source, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Template.compile(source, TemplateKind.HTML))
                .isInstanceOf(TemplateException.class)
                .withMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p title=\"{{a}}\" lang='{{b}}'>{{c}}</p>",
                "<td {{#wide}}colspan=\"2\"{{/wide}} class=\"x {{#vip}}vip{{/vip}}\">",
                "<style>p { color: red } {{#dark}} p { color: white } {{/dark}}</style>{{a}}",
                "<script></script>{{a}}",
                "<title>{{subject}}</title>",
                "1 < 2 {{a}} 3 > 2",
                "a <3 {{a}}",
                "<!-- note --><!----><!-->{{a}}",
                "<!--[if mso]><a href=\"{{link}}\">{{text}}</a><![endif]-->{{a}}",
                "<!--[if !mso]><!-->{{a}}<!--<![endif]-->{{b}}",
                "<svg></svg>{{a}}",
                "<img srcset=\"{{a}} 1x, {{b}} 2x\">",
                "<a href=\"{{base}}/path/{{id}}?q={{q}}#{{part}}\">x</a>",
                "<a href=\"https://{{host}}/{{path}}\">x</a>",
                "<a href=\"mailto:{{address}}?subject={{subject}}\">x</a>",
                "<p>{{#a}}<b>{{.}}</b>{{/a}}{{^a}}<i>none</i>{{/a}}</p>",
                "<p>no field</p><p title=\"x",
                "<br/>{{a}}<img alt=\"{{b}}\"/>{{c}}",
                "<p style=\"color: {{#vip}}red{{/vip}}{{^vip}}black{{/vip}}\">{{a}}</p>",
            })
    void fields_and_sections_stand_wherever_they_are_safe(String source) {
        assertThatCode(() -> Template.compile(source, TemplateKind.HTML)).doesNotThrowAnyException();
    }
}
