package io.sendwell.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransferEncodingTest {

    private static final MimeOptions SEVEN_BIT = MimeOptions.sevenBit();
    private static final MimeOptions EIGHT_BIT = SEVEN_BIT.withEightBitMime();

    @ParameterizedTest
    @CsvSource({
        "plain, SEVEN_BIT, SEVEN_BIT",
        "'tab\tinside', SEVEN_BIT, SEVEN_BIT",
        "größer, QUOTED_PRINTABLE, EIGHT_BIT",
        "größer als das alte Haus, QUOTED_PRINTABLE, EIGHT_BIT",
        "明細書, BASE64, EIGHT_BIT",
        "'blank at the end \nx', QUOTED_PRINTABLE, QUOTED_PRINTABLE",
        "'tab at the end\t', QUOTED_PRINTABLE, QUOTED_PRINTABLE",
        "'x\nFrom here', QUOTED_PRINTABLE, QUOTED_PRINTABLE",
        "'x\n--=_ac7-1', QUOTED_PRINTABLE, QUOTED_PRINTABLE",
        "'\u001b[31mred', QUOTED_PRINTABLE, QUOTED_PRINTABLE",
        "'\u007f', QUOTED_PRINTABLE, QUOTED_PRINTABLE",
    })
    void text_goes_as_it_is_only_when_nothing_has_a_reason_to_touch_it(
            String text, TransferEncoding onSevenBit, TransferEncoding onEightBit) {
        // Short texts of many umlauts would be base64; what is around them decides.
        String letter = text.startsWith("gr") ? text + " and so on, in ASCII for most of it" : text;

        assertThat(TextPart.of(letter, SEVEN_BIT).encoding()).isEqualTo(onSevenBit);
        assertThat(TextPart.of(letter, EIGHT_BIT).encoding()).isEqualTo(onEightBit);
    }

    @Test
    void lines_of_78_go_as_they_are_and_up_to_998_where_8bitmime_was_asked_for() {
        assertThat(TextPart.of("x".repeat(78), SEVEN_BIT).encoding()).isEqualTo(TransferEncoding.SEVEN_BIT);
        assertThat(TextPart.of("x".repeat(79), SEVEN_BIT).encoding()).isEqualTo(TransferEncoding.QUOTED_PRINTABLE);
        assertThat(TextPart.of("x".repeat(998), EIGHT_BIT).encoding()).isEqualTo(TransferEncoding.SEVEN_BIT);
        assertThat(TextPart.of("x".repeat(999), EIGHT_BIT).encoding()).isEqualTo(TransferEncoding.QUOTED_PRINTABLE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`a=b`          | `a=3Db`",
                "`ü`            | `=C3=BC`",
                "`a\nb\rc\r\nd` | `a\r\nb\r\nc\r\nd`",
                "`a \nb\t`      | `a=20\r\nb=09`",
                "`From me\nFrom you` | `=46rom me\r\n=46rom you`",
                "`a From me`    | `a From me`",
                "`.\n..`        | `.\r\n..`",
            })
    void quoted_printable_escapes_what_would_not_survive(String text, String encoded) {
        assertThat(quotedPrintable(text)).isEqualTo(encoded);
    }

    @Test
    void a_line_of_quoted_printable_has_76_characters_at_most() {
        for (int length = 70; length < 80; length++) {
            for (String end : new String[] {"", " ", "ü", "=", " \nx", "ü\nx", "\nx", "\r\nx", "From "}) {
                String text = "y".repeat(length) + end;

                assertThat(quotedPrintable(text).lines())
                        .as(text)
                        .allSatisfy(line ->
                                assertThat(line).hasSizeLessThanOrEqualTo(76).doesNotEndWith(" "));
                assertThat(quotedPrintable(text).replace("=\r\n", ""))
                        .as(text)
                        .isEqualTo(text.replace("=", "=3D")
                                .replace("ü", "=C3=BC")
                                .replace("\r\n", "\n")
                                .replace(" \n", "=20\n")
                                .replaceAll(" $", "=20")
                                .replaceAll("(?<=^y{75})From", "=46rom")
                                .replace("\n", "\r\n"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 56, 57, 58, 1_823, 1_824, 1_825, 100_000})
    void base64_has_the_size_that_was_reckoned(int size) {
        byte[] octets = MimeCorpus.octets(size, size);
        OctetBuffer out = new OctetBuffer(0);

        new Base64Lines().write(octets, size, out);

        assertThat(out.size()).isEqualTo((int) Base64Lines.encodedSize(size));
        String encoded = new String(out.octets(), 0, out.size(), StandardCharsets.US_ASCII);
        assertThat(java.util.Base64.getMimeDecoder().decode(encoded)).isEqualTo(octets);
        assertThat(encoded.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(76));
    }

    @ParameterizedTest
    @CsvSource({"7000000, 9578952", "7340032, 10044258"})
    void the_sizes_of_the_seven_megabyte_limit_are_those_of_rfc_2045(long size, long encoded) {
        assertThat(Base64Lines.encodedSize(size)).isEqualTo(encoded);
    }

    @Test
    void text_becomes_the_same_utf_8_as_the_jdk_makes_of_it() {
        for (String phrase : MimeCorpus.PHRASES) {
            OctetBuffer out = new OctetBuffer(0);
            int eightBit = out.utf8(phrase);

            byte[] expected = phrase.getBytes(StandardCharsets.UTF_8);
            assertThat(java.util.Arrays.copyOf(out.octets(), out.size())).isEqualTo(expected);
            assertThat(eightBit).isEqualTo((int) phrase.codePoints()
                    .filter(c -> c > 127)
                    .mapToLong(c -> Character.toString(c).getBytes(StandardCharsets.UTF_8).length)
                    .sum());
        }
    }

    @ParameterizedTest
    @CsvSource({"a\uD83D, a\uFFFD", "\uDE00b, \uFFFDb", "\uD83D\uD83D\uDE00, \uFFFD\uD83D\uDE00"})
    void half_a_surrogate_pair_becomes_the_replacement_character(String text, String written) {
        OctetBuffer out = new OctetBuffer(0);
        out.utf8(text);

        assertThat(new String(out.octets(), 0, out.size(), StandardCharsets.UTF_8))
                .isEqualTo(written);
    }

    private static String quotedPrintable(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        OctetBuffer out = new OctetBuffer(0);
        QuotedPrintable.write(octets, octets.length, out);
        return new String(out.octets(), 0, out.size(), StandardCharsets.US_ASCII);
    }
}
