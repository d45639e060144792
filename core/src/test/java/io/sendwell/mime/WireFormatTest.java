package io.sendwell.mime;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.message.Mail;
import io.sendwell.mime.WireFormat.Rule;
import io.sendwell.mime.WireFormat.Violation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireFormatTest {

    private static final long SEED = 5_321;

    @ParameterizedTest
    @CsvSource({
        "'a\rb\r\n', BARE_CR, 1",
        "'a\r\r\n', BARE_CR, 1",
        "'a\r\n.\n.\r\n', BARE_LF, 4",
        "'gr\u00fc\r\n', EIGHT_BIT, 2",
        "'a', UNFINISHED_LINE, 1",
    })
    void names_the_rule_and_the_octet_that_broke_it(String text, Rule rule, long offset) {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);

        assertThat(WireFormat.check(octets, MimeOptions.sevenBit())).containsExactly(new Violation(rule, offset));
    }

    @Test
    void there_is_no_nul() {
        assertThat(WireFormat.check(new byte[] {'a', 0, '\r', '\n'}, MimeOptions.sevenBit()))
                .containsExactly(new Violation(Rule.NUL, 1));
    }

    @Test
    void a_line_has_998_octets_and_no_more() {
        assertThat(WireFormat.check(line(998), MimeOptions.sevenBit())).isEmpty();
        assertThat(WireFormat.check(line(999), MimeOptions.sevenBit()))
                .containsExactly(new Violation(Rule.LONG_LINE, 998));
    }

    @Test
    void octets_above_127_go_where_8bitmime_is_offered() {
        byte[] octets = "grün\r\n".getBytes(StandardCharsets.UTF_8);

        assertThat(WireFormat.check(octets, MimeOptions.sevenBit().withEightBitMime()))
                .isEmpty();
    }

    @Test
    void a_cr_at_the_very_end_is_bare_and_ends_no_line() {
        assertThat(WireFormat.check(new byte[] {'a', '\r'}, MimeOptions.sevenBit()))
                .containsExactly(new Violation(Rule.BARE_CR, 1), new Violation(Rule.UNFINISHED_LINE, 2));
    }

    @Test
    void every_rendered_mail_keeps_the_rules_whatever_was_put_in() throws IOException {
        List<Mail> mails = new ArrayList<>(MimeCorpus.chosen());
        mails.addAll(MimeCorpus.random(SEED, 300));
        for (MimeOptions options : List.of(
                MimeOptions.sevenBit(),
                MimeOptions.sevenBit().withEightBitMime(),
                MimeOptions.sevenBit().withEightBitMime().withSmtpUtf8())) {
            for (Mail mail : mails) {
                RenderedMessage message = MimeRenderer.create().render(MimeCorpus.outgoing(mail), options);

                assertThat(WireFormat.check(message, options))
                        .as("%s of seed %d under %s", mail.subject(), SEED, options)
                        .isEmpty();
            }
        }
    }

    private static byte[] line(int length) {
        return ("x".repeat(length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
