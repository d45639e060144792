package io.sendwell.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.address.DomainName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiverListsTest {

    @ParameterizedTest
    @CsvSource({
        "gmail.com, true",
        "yahoo.fr, true",
        "yahoo.co.uk, true",
        "hotmail.com.br, true",
        "GMX.net, true",
        "live.acme.example, false",
        "outlook.acme.com, false",
        "yahoo.com.example.org, false",
        "notgmail.com, false",
        "gmail.com.example, false",
    })
    void a_providers_domains_are_told_from_those_that_only_begin_like_them(String domain, boolean ofProvider) {
        assertThat(ReceiverLists.shipped().isProviderOwned(DomainName.parse(domain)))
                .isEqualTo(ofProvider);
    }
}
