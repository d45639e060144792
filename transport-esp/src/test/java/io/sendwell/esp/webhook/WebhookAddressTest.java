package io.sendwell.esp.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sendwell.account.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookAddressTest {

    private static final Secret PASSWORD = Secret.of("s/@fe:ö%");

    @Test
    void credentials_stand_in_the_url_and_its_guard_admits_who_reads_them_there() {
        WebhookAddress address =
                WebhookAddress.basicAuth(URI.create("https://crm.example:8443/mailjet"), "hook", PASSWORD);

        String url = address.complete().reveal();

        assertThat(url).isEqualTo("https://hook:s%2F%40fe%3A%C3%B6%25@crm.example:8443/mailjet");
        String pair = URI.create(url).getUserInfo();
        String header = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        assertThat(address.guard()
                        .admits(WebhookRequest.of("/mailjet", Map.of("Authorization", List.of(header)), new byte[0])))
                .isTrue();
        assertThat(address.guard().admits(WebhookRequest.of("/mailjet", Map.of(), new byte[0])))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://crm.example/hooks", "https://crm.example/hooks/"})
    void a_secret_is_the_last_segment_and_its_guard_finds_it_there(String base) {
        WebhookAddress address = WebhookAddress.secretPath(URI.create(base), Secret.of("0123456789abcdef"));

        assertThat(address.complete().reveal()).isEqualTo("https://crm.example/hooks/0123456789abcdef");
        assertThat(address.guard().admits(WebhookRequest.of("/hooks/0123456789abcdef", Map.of(), new byte[0])))
                .isTrue();
    }

    @Test
    void an_address_shows_no_secret() {
        assertThat(WebhookAddress.basicAuth(URI.create("https://crm.example/"), "hook", PASSWORD)
                        .toString())
                .isEqualTo("WebhookAddress[https://crm.example/]");
        assertThat(WebhookAddress.secretPath(URI.create("https://crm.example"), Secret.of("0123456789abcdef"))
                        .toString())
                .doesNotContain("0123");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://crm.example/hook",
                "ftp://crm.example/hook",
                "/hook",
                "crm.example",
                "https://crm.example/hook?a=1",
                "https://crm.example/hook#a",
                "https://hook:secret@crm.example/hook",
                "mailto:hook@crm.example"
            })
    void an_address_that_others_could_read_on_the_way_or_that_is_none_is_refused(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebhookAddress.basicAuth(URI.create(url), "hook", PASSWORD))
                .withMessageNotContaining("secret@");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8080/hook", "http://127.0.0.1/hook", "http://[::1]:8080"})
    void plain_http_is_for_this_machine(String url) {
        assertThat(WebhookAddress.basicAuth(URI.create(url), "hook", PASSWORD)
                        .complete()
                        .reveal())
                .startsWith("http://hook:");
    }
}
