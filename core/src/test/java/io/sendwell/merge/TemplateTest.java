package io.sendwell.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.message.MergeData;
import java.util.List;
import java.util.Map;
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
            {{#vip}}Dear {{first}}{{/vip}}~Dear Jørgen
            {{#gone}}Dear{{/gone}}-~-
            {{^gone}}Dear{{/gone}}~Dear
            {{^vip}}Dear{{/vip}}-~-
            {{#empty}}x{{/empty}}{{^empty}}y{{/empty}}~y
            {{#nobody}}x{{/nobody}}{{^nobody}}y{{/nobody}}~y
            {{#zero}}{{zero}}{{/zero}}~0
            {{#tags}}<{{.}}>{{/tags}}~<a><b>
            {{#items}}{{title}} {{first}},{{/items}}~One Jørgen,Two inner,
            {{#company}}{{name}}{{/company}}~Acme & Sons
            a{{! note }}b~ab
            \\{{first}}~{{first}}
            \\\\{{first}}~\\Jørgen
            { {first} } }}~{ {first} } }}
            """)
    void a_template_is_written_with_the_values(String source, String expected) {
        MergedText merged = Template.compile(source, TemplateKind.TEXT).merge(JORGEN);

        assertThat(merged.text()).isEqualTo(expected);
        assertThat(merged.isClean()).isTrue();
    }

    @Test
    void a_missing_value_is_a_result() {
        MergedText merged = Template.compile("{{a}} {{b|x}} {{a}} {{empty}}", TemplateKind.TEXT)
                .merge(JORGEN);

        assertThat(merged.missing()).containsExactly("a", "empty");
        assertThat(merged.text()).isEqualTo(" x  ");
    }
}
