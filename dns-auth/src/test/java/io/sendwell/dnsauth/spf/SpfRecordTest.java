package io.sendwell.dnsauth.spf;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.dnsauth.spf.SpfMistake.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpfRecordTest {

    @Test
    void every_term_keeps_its_octets_and_its_position() {
        String text = "V=Spf1  A/24//64 ~Include:Spf.Vendor.example   x-odd=%{d}  -ALL ";

        SpfRecord record = SpfRecord.parse(text);

        assertThat(record.text()).isEqualTo(text);
        assertThat(record.mistakes()).isEmpty();
        assertThat(record.terms())
                .extracting(SpfTerm::text)
                .containsExactly("A/24//64", "~Include:Spf.Vendor.example", "x-odd=%{d}", "-ALL");
        for (SpfTerm term : record.terms()) {
            assertThat(text).startsWith(text.substring(0, term.position()) + term.text());
        }
        assertThat(record.ownLookups()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "v=spf1 a mx include:spf.vendor.example - all | BLANK_BEFORE_ALL | v=spf1 a mx include:spf.vendor.example -all",
                "v=spf1 mx ~  all | BLANK_BEFORE_ALL | v=spf1 mx ~all",
                "v=spf1 - mx ~all | BLANK_IN_TERM | v=spf1 -mx ~all",
                "v=spf1 include: spf.vendor.example ~all | BLANK_IN_TERM | v=spf1 include:spf.vendor.example ~all",
                "v=spf1 include :spf.vendor.example ~all | BLANK_IN_TERM | v=spf1 include:spf.vendor.example ~all",
                "v=spf1 include =spf.vendor.example ~all | BLANK_IN_TERM | v=spf1 include:spf.vendor.example ~all",
                "v=spf1 ip4:192.0.2.0/ 24 ~all | BLANK_IN_TERM | v=spf1 ip4:192.0.2.0/24 ~all",
                "v=spf1 ipv4:192.0.2.1 ~all | NETWORK_NAME | v=spf1 ip4:192.0.2.1 ~all",
                "v=spf1 ip:2001:db8::1 ~all | NETWORK_NAME | v=spf1 ip6:2001:db8::1 ~all",
                "v=spf1 ip4:2001:db8::/32 ~all | NETWORK_NAME | v=spf1 ip6:2001:db8::/32 ~all",
                "v=spf1 redirect:spf.vendor.example | COLON | v=spf1 redirect=spf.vendor.example",
                "v=spf1 a:192.0.2.1 ~all | ADDRESS_IN_A | v=spf1 ip4:192.0.2.1 ~all",
                "v=spf1 ip4:192.0.2.1, ip4:192.0.2.2 ~all | SEPARATOR | v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 ~all",
                "v=spf1 ip4:192.0.2.1,ip4:192.0.2.2 ~all; | SEPARATOR | v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 ~all",
                "v=spf1 mx ~all\" | QUOTES | v=spf1 mx ~all",
                "\"v=spf1 mx ~all\" | VERSION | v=spf1 mx ~all",
                "v=spf mx ~all | VERSION | v=spf1 mx ~all",
                "v=spf1; mx ~all | VERSION | v=spf1 mx ~all",
            })
    void a_common_mistake_is_named_and_mended(String text, Kind kind, String corrected) {
        SpfRecord record = SpfRecord.parse(text);

        assertThat(record.isBroken()).isTrue();
        assertThat(record.mistakes()).first().extracting(SpfMistake::kind).isEqualTo(kind);
        assertThat(record.corrected()).map(SpfRecord::text).contains(corrected);
    }

    @Test
    void what_a_word_processor_made_of_it_is_mended() {
        // En dash and curly quotation marks in UTF-8, one character an octet as the DNS gives them.
        SpfRecord dash = SpfRecord.parse("v=spf1 mx \u00E2\u0080\u0093all");
        SpfRecord quotes = SpfRecord.parse("v=spf1 mx ~all\u00E2\u0080\u009D");

        assertThat(dash.mistakes()).extracting(SpfMistake::kind).containsExactly(Kind.TYPOGRAPHY);
        assertThat(dash.corrected()).map(SpfRecord::text).contains("v=spf1 mx -all");
        assertThat(quotes.corrected()).map(SpfRecord::text).contains("v=spf1 mx ~all");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=spf1 include:vendor ~all|DOMAIN|7",
                "v=spf1 mx include ~all|DOMAIN|10",
                "v=spf1 ip4:192.0.2 ~all|ADDRESS|7",
                "v=spf1 ip4:192.0.2.1/33 ~all|PREFIX_LENGTH|7",
                "v=spf1 a/33 ~all|PREFIX_LENGTH|7",
                "v=spf1 exists:%{x}.example.org ~all|MACRO|7",
                "v=spf1 exists:%{d0}.example.org ~all|MACRO|7",
                "v=spf1 sender:example.org ~all|UNKNOWN_MECHANISM|7",
                "v=spf1 ~all:example.org|UNEXPECTED_VALUE|7",
                "v=spf1 redirect=a.example redirect=b.example|MODIFIER_TWICE|26",
                "v=spf1 foo=%abc ~all|MACRO|7",
            })
    void what_only_its_author_can_mend_is_shown_where_it_is(String text, Kind kind, int position) {
        SpfRecord record = SpfRecord.parse(text);

        assertThat(record.isBroken()).isTrue();
        assertThat(record.mistakes())
                .first()
                .isEqualTo(
                        new SpfMistake(kind, position, record.mistakes().get(0).found(), Optional.empty()));
        assertThat(record.corrected()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=spf1 include=spf.vendor.example ~all|EQUALS_SIGN",
                "v=spf1 ~all include:spf.vendor.example|BEHIND_ALL",
                "v=spf1 redirect=spf.vendor.example ~all|REDIRECT_BESIDE_ALL",
                "v=spf1 mx v=spf1 ~all|SECOND_VERSION",
            })
    void what_is_allowed_and_does_nothing_is_said(String text, Kind kind) {
        SpfRecord record = SpfRecord.parse(text);

        assertThat(record.isBroken()).isFalse();
        assertThat(record.mistakes()).extracting(SpfMistake::kind).containsExactly(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v=spf1",
                "v=spf1 ",
                "V=SPF1 all",
                "v=spf1 a:%{h}",
                "v=spf1 a:foo:bar/baz.example.com/24//64",
                "v=spf1 a:%%%_%-"
            })
    void odd_but_right_records_have_no_mistakes(String text) {
        assertThat(SpfRecord.parse(text).mistakes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "v=spf10", "v=spf2.0 all", "google-site-verification=x", "v=spf1\tall"})
    void other_texts_are_no_records(String text) {
        assertThat(SpfRecord.isSpf(text)).isFalse();
        assertThat(SpfRecord.parse(text).isBroken()).isTrue();
    }

    @Test
    void a_record_with_the_same_text_is_the_same_record() {
        assertThat(List.of(SpfRecord.parse("v=spf1 mx"))).containsExactly(SpfRecord.parse("v=spf1 mx"));
    }
}
