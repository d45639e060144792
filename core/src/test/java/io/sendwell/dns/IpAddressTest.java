package io.sendwell.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "2001:DB8::1, 2001:db8::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "0:0:0:0:0:0:0:0, ::",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
        "::ffff:192.0.2.1, 192.0.2.1",
        "::FFFF:c000:201, 192.0.2.1",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8"
    })
    void an_address_is_shown_in_its_one_form(String written, String shown) {
        assertThat(IpAddress.parse(written)).hasToString(shown).isEqualTo(IpAddress.parse(shown));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.",
                ".1.2.3",
                "1..2.3",
                "1.2.3.4 ",
                "+1.2.3.4",
                "١.2.3.4",
                "1.2.3.4/8",
                ":",
                ":::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "12345::",
                "g::",
                "1:2:3:4:5:6:7:8::",
                "::1.2.3",
                "1.2.3.4::",
                "1:",
                ":1",
                "fe80::1%eth0",
                "[::1]",
                "1:2:3:4:5:6:7:1.2.3.4",
                "::१",
                "9999999999.1.1.1",
                "::1:"
            })
    void what_is_no_address_is_refused(String text) {
        assertThat(IpAddress.tryParse(text)).isEmpty();
        assertThatThrownBy(() -> IpAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.129, 192.0.2.128, 25, true",
        "192.0.2.127, 192.0.2.128, 25, false",
        "10.255.255.255, 10.0.0.0, 8, true",
        "11.0.0.0, 10.0.0.0, 8, false",
        "203.0.113.7, 198.51.100.1, 0, true",
        "192.0.2.1, 192.0.2.1, 32, true",
        "192.0.2.0, 192.0.2.1, 32, false",
        "2001:db8:ffff::1, 2001:db8::, 32, true",
        "2001:db9::1, 2001:db8::, 32, false",
        "2001:db8::ffff, 2001:db8::, 113, false",
        "2001:db8::7fff, 2001:db8::, 113, true",
        "::1, 0.0.0.1, 0, false"
    })
    void an_address_lies_in_a_network_of_its_family(String address, String network, int prefix, boolean inside) {
        assertThat(IpAddress.parse(address).isInNetwork(IpAddress.parse(network), prefix))
                .isEqualTo(inside);
    }

    @Test
    void the_reverse_name_is_where_the_ptr_record_lies() {
        assertThat(IpAddress.parse("192.0.2.1").reverseName()).hasToString("1.2.0.192.in-addr.arpa");
        assertThat(IpAddress.parse("2001:db8::1").reverseName())
                .hasToString("1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa");
    }
}
