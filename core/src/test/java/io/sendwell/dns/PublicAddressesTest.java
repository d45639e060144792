package io.sendwell.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.255.255.255",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.100.100.200",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "168.63.129.16",
                "169.254.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.0.192",
                "192.0.2.1",
                "192.31.196.1",
                "192.52.193.1",
                "192.88.99.1",
                "192.168.0.1",
                "192.168.255.255",
                "192.175.48.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::7f00:1",
                "::127.0.0.1",
                "::ffff:127.0.0.1",
                "::ffff:7f00:1",
                "::ffff:10.0.0.1",
                "::ffff:169.254.169.254",
                "::ffff:0:127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::8.8.8.8",
                "64:ff9b:1::10.0.0.1",
                "100::1",
                "100:0:0:1::1",
                "2001::1",
                "2001:0:7f00:1::",
                "2001:2::1",
                "2001:10::1",
                "2001:20::1",
                "2001:30::1",
                "2001:db8::1",
                "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
                "2002:7f00:1::",
                "2002:0a00:0001::1",
                "2620:4f:8000::1",
                "3fff::1",
                "3fff:fff:ffff::1",
                "4000::1",
                "5f00::1",
                "8000::1",
                "fc00::1",
                "fd00:ec2::254",
                "fdff:ffff::1",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "feff::1",
                "ff02::1",
                "ff0e::1"
            })
    void what_is_not_public_is_refused(String address) {
        assertThat(PublicAddresses.shipped().objectionTo(IpAddress.parse(address)))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "126.255.255.255",
                "128.0.0.1",
                "168.63.129.15",
                "169.253.255.255",
                "169.255.0.1",
                "172.15.255.255",
                "172.32.0.1",
                "192.0.1.1",
                "192.0.3.1",
                "192.167.255.255",
                "192.169.0.1",
                "198.17.255.255",
                "198.20.0.1",
                "198.51.99.1",
                "203.0.112.1",
                "223.255.255.255",
                "::ffff:8.8.8.8",
                "2001:200::1",
                "2001:4860::8888",
                "2001:db7::1",
                "2001:db9::1",
                "2003::1",
                "2606:4700::1111",
                "2a00:1450::1",
                "3ffe::1",
                "3fff:1000::1"
            })
    void what_is_public_is_not(String address) {
        assertThat(PublicAddresses.shipped().objectionTo(IpAddress.parse(address)))
                .isEmpty();
    }

    @Test
    void an_objection_says_what_the_address_is() {
        assertThat(PublicAddresses.shipped().objectionTo(IpAddress.parse("169.254.169.254")))
                .hasValueSatisfying(purpose -> assertThat(purpose).contains("metadata", "RFC 3927"));
    }

    @Test
    void the_loopback_can_be_permitted_and_nothing_else_with_it() {
        PublicAddresses addresses = PublicAddresses.shipped().permittingLoopback();

        assertThat(addresses.objectionTo(IpAddress.parse("127.0.0.1"))).isEmpty();
        assertThat(addresses.objectionTo(IpAddress.parse("::1"))).isEmpty();
        assertThat(addresses.objectionTo(IpAddress.parse("10.0.0.1"))).isPresent();
        assertThat(addresses.objectionTo(IpAddress.parse("::2"))).isPresent();
    }

    @Test
    void an_application_refuses_its_own_networks_too() {
        PublicAddresses addresses = PublicAddresses.shipped().alsoRefusing(IpAddress.parse("8.8.8.0"), 24);

        assertThat(addresses.objectionTo(IpAddress.parse("8.8.8.8"))).isPresent();
        assertThat(addresses.objectionTo(IpAddress.parse("8.8.9.8"))).isEmpty();
        assertThatThrownBy(() -> PublicAddresses.shipped().alsoRefusing(IpAddress.parse("8.8.8.0"), 33))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
