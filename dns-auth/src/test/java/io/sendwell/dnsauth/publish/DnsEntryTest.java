package io.sendwell.dnsauth.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.dns.DnsName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DnsEntryTest {

    private static final DnsName ZONE = DnsName.parse("acme.example");

    @Test
    void text_longer_than_one_string_is_split_in_a_zone_file_and_whole_in_a_form() {
        DnsEntry entry = DnsEntry.txt(ZONE.child("s1._domainkey"), "v=DKIM1; p=" + "A".repeat(392));

        assertThat(entry.strings()).extracting(String::length).containsExactly(255, 148);
        assertThat(entry.zoneLine())
                .isEqualTo("s1._domainkey.acme.example. IN TXT \"v=DKIM1; p=" + "A".repeat(244) + "\" \""
                        + "A".repeat(148) + "\"");
        assertThat(entry.formValue()).isEqualTo("v=DKIM1; p=" + "A".repeat(392));
    }

    @Test
    void quotes_are_escaped_in_a_zone_file_only() {
        DnsEntry entry = DnsEntry.txt(ZONE, "a \"b\" \\c");

        assertThat(entry.zoneLine()).isEqualTo("acme.example. IN TXT \"a \\\"b\\\" \\\\c\"");
        assertThat(entry.formValue()).isEqualTo("a \"b\" \\c");
    }

    @Test
    void a_form_wants_the_name_without_the_domain() {
        assertThat(DnsEntry.txt(ZONE, "x").formName(ZONE)).isEqualTo("@");
        assertThat(DnsEntry.txt(ZONE.child("_dmarc"), "x").formName(ZONE)).isEqualTo("_dmarc");
        assertThat(DnsEntry.txt(ZONE, "x").formName(DnsName.ROOT)).isEqualTo(ZONE.toString());
        assertThat(DnsEntry.txt(DnsName.parse("vendor.example"), "x").formName(ZONE))
                .isEqualTo("vendor.example");
    }

    @Test
    void an_alias_ends_in_a_dot_in_a_zone_file() {
        assertThat(DnsEntry.cname(ZONE.child("bounce"), DnsName.parse("b.vendor.example"))
                        .zoneLine())
                .isEqualTo("bounce.acme.example. IN CNAME b.vendor.example.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "caf\u00e9", "a\u0000"})
    void what_a_form_would_garble_is_refused(String value) {
        assertThatThrownBy(() -> DnsEntry.txt(ZONE, value)).isInstanceOf(IllegalArgumentException.class);
    }
}
