package io.sendwell.examples.crm.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTest {

    private static final String HOSTILE = "\"><script>alert('1')</script>&amp;{}";

    @Test
    void a_value_between_tags_is_text() {
        assertThat(Html.of("<p>{}</p>", HOSTILE))
                .hasToString("<p>&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;{}</p>");
    }

    @Test
    void a_value_in_an_attribute_stays_in_it() {
        assertThat(Html.of("<input value=\"{}\">", HOSTILE).toString())
                .startsWith("<input value=\"&quot;&gt;")
                .endsWith("\">")
                .doesNotContain("<script");
    }

    @Test
    void pieces_lists_and_optionals_are_put_in_as_they_are() {
        Html piece = Html.of("<b>{}</b>", "<");
        assertThat(Html.of("<p>{}{}{}{}</p>", piece, List.of(piece, piece), Optional.of(piece), Optional.empty()))
                .hasToString("<p>" + "<b>&lt;</b>".repeat(4) + "</p>");
    }

    @Test
    void where_an_address_is_due_only_a_link_is_taken() {
        assertThatIllegalArgumentException().isThrownBy(() -> Html.of("<a href=\"{}\">x</a>", "javascript:alert(1)"));
        assertThatIllegalArgumentException().isThrownBy(() -> Html.of("<iframe src=\"{}\"></iframe>", "/x"));
        assertThat(Html.of("<a href=\"{}\">x</a>", Link.to("/a").with("q", "a&b\"c")))
                .hasToString("<a href=\"/a?q=a%26b%22c\">x</a>");
    }

    @Test
    void within_a_tag_only_a_flag_is_taken() {
        assertThatIllegalArgumentException().isThrownBy(() -> Html.of("<input {}>", "onfocus=alert(1)"));
        assertThat(Html.of("<input {} {}>", new Html.Flag("checked", true), new Html.Flag("disabled", false)))
                .hasToString("<input checked >");
    }

    @Test
    void a_template_has_a_value_for_each_place() {
        assertThatIllegalArgumentException().isThrownBy(() -> Html.of("<p>{}</p>"));
        assertThatIllegalArgumentException().isThrownBy(() -> Html.of("<p>{}</p>", "a", "b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JaVaScRiPt:alert(1)",
                "data:text/html,x",
                "//elsewhere.example/",
                "/here",
                "http:nohost",
                " https://a.example",
                "https://a.example/ b",
                "file:///etc/passwd"
            })
    void an_address_elsewhere_is_of_http_or_https(String url) {
        assertThat(Link.elsewhere(url)).isEmpty();
    }

    @Test
    void an_address_of_ours_keeps_each_value_in_its_segment() {
        assertThat(Link.to("/persons/{}/x/{}", "../../operator?a=b#c", "a b+c"))
                .hasToString("/persons/..%2F..%2Foperator%3Fa%3Db%23c/x/a%20b%2Bc");
        assertThatIllegalArgumentException().isThrownBy(() -> Link.to("//elsewhere.example"));
    }
}
