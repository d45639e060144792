package io.sendwell.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.address.DomainName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DnsNameTest {

    @Test
    void names_are_the_same_whatever_the_case_of_ascii_letters() {
        assertThat(DnsName.parse("S1._DomainKey.Example.ORG.")).isEqualTo(DnsName.parse("s1._domainkey.example.org"));
        assertThat(DnsName.parse("\u00c4.example")).isNotEqualTo(DnsName.parse("\u00e4.example"));
    }

    @Test
    void octets_that_nobody_types_are_a_name_all_the_same() {
        DnsName name = DnsName.parse("a:b c\u00ff.example.org");

        assertThat(name.labels()).containsExactly("a:b c\u00ff", "example", "org");
        assertThat(name).hasToString("a:b\\032c\\255.example.org");
        assertThat(name.asDomainName()).isEmpty();
    }

    @Test
    void the_root_is_written_as_a_dot() {
        assertThat(DnsName.parse(".")).isEqualTo(DnsName.ROOT).hasToString(".");
        assertThat(DnsName.ROOT.labels()).isEmpty();
        assertThat(DnsName.ROOT.child("org")).isEqualTo(DnsName.parse("org"));
        assertThat(DnsName.parse("org").parent()).contains(DnsName.ROOT);
        assertThat(DnsName.ROOT.parent()).isEmpty();
    }

    @Test
    void below_means_whole_labels() {
        DnsName zone = DnsName.parse("example.org");

        assertThat(DnsName.parse("mail.example.org").isSameOrBelow(zone)).isTrue();
        assertThat(zone.isSameOrBelow(zone)).isTrue();
        assertThat(DnsName.parse("badexample.org").isSameOrBelow(zone)).isFalse();
        assertThat(zone.isSameOrBelow(DnsName.ROOT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a..b", ".a", "a..", "..", "b\u0100cher.example"})
    void what_is_no_name_is_refused(String text) {
        assertThat(DnsName.tryParse(text)).isEmpty();
        assertThatThrownBy(() -> DnsName.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void labels_and_names_have_a_longest_length() {
        String label = "a".repeat(DnsName.MAX_LABEL_OCTETS);
        String longest = label + "." + label + "." + label + "." + "a".repeat(61);

        assertThat(DnsName.parse(longest).octets()).hasSize(DnsName.MAX_OCTETS);
        assertThat(DnsName.tryParse(longest + "a")).isEmpty();
        assertThat(DnsName.tryParse(label + "a.example")).isEmpty();
    }

    @Test
    void a_domain_is_asked_for_in_a_labels() {
        assertThat(DnsName.of(DomainName.parse("b\u00fccher.example"))).hasToString("xn--bcher-kva.example");
        assertThat(DnsName.parse("example.org").asDomainName()).contains(DomainName.parse("example.org"));
    }
}
