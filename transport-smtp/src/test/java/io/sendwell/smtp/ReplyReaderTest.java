package io.sendwell.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyReaderTest {

    @Test
    void lines_belong_together_until_one_without_a_hyphen() throws IOException {
        ReplyReader reader = reader("250-5.1.1 one\r\n250-\r\n250 5.1.1 two\r\n354\r\n");

        Reply first = reader.read();

        assertThat(first.lines()).containsExactly("5.1.1 one", "", "5.1.1 two");
        assertThat(first.text()).isEqualTo("one two");
        assertThat(first.enhancedCode()).hasToString("Optional[5.1.1]");
        assertThat(reader.read()).isEqualTo(new Reply(354, java.util.List.of("")));
    }

    @Test
    void a_line_may_end_with_lf_alone() throws IOException {
        assertThat(reader("220 ready\n").read().text()).isEqualTo("ready");
    }

    @Test
    void control_characters_do_not_reach_a_log() throws IOException {
        assertThat(reader("550 \u001b[2Jgone\u0000\r\n").read().text()).isEqualTo("[2Jgone");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\r\n", "25\r\n", "abc hello\r\n", "250_x\r\n", "199 x\r\n", "600 x\r\n", "2500\r\n", "+50 x\r\n"
            })
    void what_is_no_reply_ends_the_dialogue(String line) {
        assertThatThrownBy(() -> reader(line).read()).isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "250", "250-one\r\n", "250-one\r\n25"})
    void an_end_in_between_is_the_end_of_the_connection(String start) {
        assertThatThrownBy(() -> reader(start).read()).isInstanceOf(EOFException.class);
    }

    @Test
    void neither_a_line_nor_a_reply_is_endless() {
        assertThatThrownBy(() -> reader("250 " + "x".repeat(10_000_000)).read())
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("4096");
        assertThatThrownBy(() -> reader("250-x\r\n".repeat(1_000_000)).read())
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("128");
    }

    @ParameterizedTest
    @CsvSource({
        "'2.0.0 Ok: queued as 4XyZ12', 4XyZ12",
        "'OK id=1qXyZa-0001Ab-2C', 1qXyZa-0001Ab-2C",
        "'2.6.0 <a@b> [InternalId=123456, Hostname=X.example.com] 8 bytes Queued mail for delivery', 123456",
        "'2.0.0 OK  1700000000 a1-2b3c.17 - gsmtp', 1700000000 a1-2b3c.17",
        "'2.0.0 3BLabc12 Message accepted for delivery', 3BLabc12",
        "'Thanks', ''",
    })
    void the_servers_own_id_is_found_where_known_servers_put_it(String reply, String id) {
        assertThat(QueueId.in(reply)).isEqualTo(id);
        assertThat(QueueId.in("250 " + reply)).isEqualTo(id);
    }

    private static ReplyReader reader(String octets) {
        return new ReplyReader(new ByteArrayInputStream(octets.getBytes(StandardCharsets.UTF_8)));
    }
}
