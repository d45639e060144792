package io.sendwell.testkit.junit5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.testkit.smtp.FakeSmtp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Execution(ExecutionMode.SAME_THREAD)
class FakeSmtpExtensionTest {
    @RegisterExtension
    static final FakeSmtpExtension SMTP = new FakeSmtpExtension(
            () -> FakeSmtp.builder().hostName("configured.example").start());

    private static @Nullable FakeSmtp serverOfFirstTest;

    @Test
    @Order(1)
    void a_test_is_given_a_running_server_as_described(FakeSmtp smtp) throws IOException {
        serverOfFirstTest = smtp;

        assertThat(banner(smtp)).isEqualTo("220 configured.example ESMTP fake");
    }

    @Test
    @Order(2)
    void the_next_test_is_given_another_one_and_the_first_is_closed(FakeSmtp smtp) {
        FakeSmtp first = serverOfFirstTest;

        assertThat(smtp).isNotSameAs(first);
        assertThat(first).isNotNull();
        assertThatThrownBy(() -> banner(first)).isInstanceOf(ConnectException.class);
    }

    private static String banner(FakeSmtp smtp) throws IOException {
        try (Socket socket = new Socket(smtp.host(), smtp.port());
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            return in.readLine();
        }
    }
}
