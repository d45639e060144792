package io.sendwell.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.account.Secret;
import io.sendwell.address.DomainName;
import io.sendwell.testkit.smtp.FakeSmtp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpServerTest {

    @Test
    void the_usual_ports_are_those_of_the_standards() {
        assertThat(SmtpServer.startTls("smtp.example.org")).hasToString("smtp.example.org:587 (STARTTLS)");
        assertThat(SmtpServer.implicitTls("smtp.example.org")).hasToString("smtp.example.org:465 (TLS)");
        assertThat(SmtpServer.plainTextWithoutEncryption("localhost", 25).isEncrypted())
                .isFalse();
    }

    @Test
    void the_login_is_not_shown() {
        SmtpServer server = SmtpServer.startTls("smtp.example.org").login("shop", Secret.of("s3cret"));

        assertThat(server.toString()).doesNotContain("s3cret", "shop");
        assertThat(server.login().toString()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "smtp example.org", "smtp.example.org\r\nMAIL", "http://smtp.example.org", "bücher.example"})
    void what_is_no_host_is_refused(String host) {
        assertThatThrownBy(() -> SmtpServer.startTls(host)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_536})
    void what_is_no_port_is_refused(int port) {
        assertThatThrownBy(() -> SmtpServer.startTls("smtp.example.org").withPort(port))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\0b", "a\u0001b", "a\r\nb"})
    void a_user_name_cannot_smuggle_anything(String user) {
        assertThatThrownBy(() -> SmtpServer.startTls("smtp.example.org").login(user, Secret.of("x")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void we_call_ourselves_by_our_name_or_else_by_our_address() {
        try (FakeSmtp smtp = FakeSmtp.start()) {
            SmtpServer server = SmtpServer.plainTextWithoutEncryption(smtp.host(), smtp.port());
            for (SmtpServer each : new SmtpServer[] {server, server.ehloName(DomainName.parse("app.example.org"))}) {
                try (SmtpTransport transport = SmtpTransport.builder(each).build()) {
                    assertThat(transport.testConnection().works()).isTrue();
                }
            }

            assertThat(smtp.sessions().get(0).clientName()).isEqualTo("[127.0.0.1]");
            assertThat(smtp.sessions().get(1).clientName()).isEqualTo("app.example.org");
        }
    }
}
