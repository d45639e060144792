package io.sendwell.esp.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sendwell.account.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookGuardTest {

    private static final Secret PASSWORD = Secret.of("p:ss wörd");
    private static final WebhookGuard BASIC = WebhookGuard.basicAuth("hook", PASSWORD);
    private static final WebhookGuard PATH = WebhookGuard.secretPath(Secret.of("4f-sesame_Sesame-9"));

    private static WebhookRequest at(String path) {
        return WebhookRequest.of(path, Map.of(), new byte[0]);
    }

    private static WebhookRequest with(String name, String... values) {
        return WebhookRequest.of("/mailjet", Map.of(name, List.of(values)), new byte[0]);
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "authorization", "AUTHORIZATION"})
    void basic_auth_admits_who_knows_both_however_the_field_is_written(String name) {
        assertThat(BASIC.admits(with(name, basic("hook:p:ss wörd")))).isTrue();
        assertThat(BASIC.admits(with(name, basic("hook:p:ss wörd").replace("Basic", "bASIC"))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hook:p:ss wÖrd",
                "Hook:p:ss wörd",
                "hook:",
                ":p:ss wörd",
                "",
                "hook",
                "hook:p:ss wörd ",
                "hookp:ss wörd"
            })
    void basic_auth_admits_nobody_else(String pair) {
        assertThat(BASIC.admits(with("Authorization", basic(pair)))).isFalse();
    }

    @Test
    void basic_auth_admits_nobody_who_says_it_in_another_way() {
        assertThat(BASIC.admits(at("/mailjet"))).isFalse();
        assertThat(BASIC.admits(with("Authorization", "Basic"))).isFalse();
        assertThat(BASIC.admits(with("Authorization", "Basic %%%"))).isFalse();
        assertThat(BASIC.admits(with("Authorization", "Bearer " + basic("hook:p:ss wörd"))))
                .isFalse();
        assertThat(BASIC.admits(with("Authorization", basic("hook:p:ss wörd"), basic("other:one"))))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/4f-sesame_Sesame-9, true",
        "/deep/down/4f-sesame_Sesame-9, true",
        "4f-sesame_Sesame-9, true",
        "/4f-sesame_Sesame-9/, false",
        "/4f-sesame_Sesame-9/more, false",
        "/4f-sesame_sesame-9, false",
        "/4f-sesame_Sesame-90, false",
        "/, false",
        "'', false"
    })
    void a_secret_path_is_the_last_segment(String path, boolean admitted) {
        assertThat(PATH.admits(at(path))).isEqualTo(admitted);
    }

    @Test
    void each_guard_has_its_own_refusal() {
        WebhookGuard own = request -> false;

        assertThat(BASIC.refusal().status()).isEqualTo(401);
        assertThat(BASIC.refusal().headers().get("WWW-Authenticate")).startsWith("Basic realm=");
        assertThat(PATH.refusal().status()).isEqualTo(404);
        assertThat(own.refusal().status()).isEqualTo(403);
    }

    @Test
    void a_guard_that_could_not_guard_is_not_made_and_its_refusal_shows_no_secret() {
        assertThatIllegalArgumentException().isThrownBy(() -> WebhookGuard.basicAuth("", PASSWORD));
        assertThatIllegalArgumentException().isThrownBy(() -> WebhookGuard.basicAuth("ho:ok", PASSWORD));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebhookGuard.secretPath(Secret.of("fifteen-letters")))
                .withMessageContaining("15 characters")
                .withMessageNotContaining("fifteen");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebhookGuard.secretPath(Secret.of("with/a/slash/and/more")));
    }

    @Test
    void a_request_shows_neither_its_credentials_nor_its_path() {
        WebhookRequest request = WebhookRequest.of(
                "/4f-sesame_Sesame-9", Map.of("Authorization", List.of(basic("hook:secret"))), new byte[0]);

        assertThat(request.toString()).doesNotContain("sesame", basic("hook:secret"));
    }
}
