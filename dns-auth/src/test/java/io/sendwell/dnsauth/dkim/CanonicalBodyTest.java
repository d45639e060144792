package io.sendwell.dnsauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CanonicalBodyTest {

    private static final String ALPHABET = "ab \t\r\n\u000b\u000c\u007f\u00a0\u00ff\u008d\u0000!";
    private static final String PROSE = "abcdefghijklmnopqrstuvwxyz=?.,0\u00e9";

    @ParameterizedTest
    @CsvSource(textBlock = """
            # what                          , body                      , relaxed                , simple
            the example of RFC 6376 3.4.5   , ' C \\r\\nD \\t E\\r\\n\\r\\n\\r\\n', ' C\\r\\nD E\\r\\n'  , ' C \\r\\nD \\t E\\r\\n'
            nothing                         , ''                        , ''                     , '\\r\\n'
            one empty line                  , '\\r\\n'                  , ''                     , '\\r\\n'
            empty lines only                , '\\r\\n\\r\\n\\r\\n'      , ''                     , '\\r\\n'
            blanks only                     , ' \\t '                   , ''                     , ' \\t \\r\\n'
            lines of blanks at the end      , 'a\\r\\n \\r\\n\\t\\r\\n' , 'a\\r\\n'              , 'a\\r\\n \\r\\n\\t\\r\\n'
            no line end at the end          , 'a'                       , 'a\\r\\n'              , 'a\\r\\n'
            blanks and no line end          , 'a  '                     , 'a\\r\\n'              , 'a  \\r\\n'
            empty lines in between          , 'a\\r\\n\\r\\n\\r\\nb\\r\\n', 'a\\r\\n\\r\\n\\r\\nb\\r\\n', 'a\\r\\n\\r\\n\\r\\nb\\r\\n'
            empty lines in front            , '\\r\\n\\r\\nb'           , '\\r\\n\\r\\nb\\r\\n'  , '\\r\\n\\r\\nb\\r\\n'
            a lone CR is a line end         , 'a\\rb\\r\\n'             , 'a\\r\\nb\\r\\n'       , 'a\\r\\nb\\r\\n'
            a lone LF is a line end         , 'a\\nb\\n'                , 'a\\r\\nb\\r\\n'       , 'a\\r\\nb\\r\\n'
            CR CR LF is two line ends       , 'a\\r\\r\\nb'             , 'a\\r\\n\\r\\nb\\r\\n' , 'a\\r\\n\\r\\nb\\r\\n'
            LF CR is two line ends          , 'a\\n\\rb'                , 'a\\r\\n\\r\\nb\\r\\n' , 'a\\r\\n\\r\\nb\\r\\n'
            a lone CR at the end            , 'a\\r'                    , 'a\\r\\n'              , 'a\\r\\n'
            form feed is text               , 'a \\f\\r\\n'             , 'a \\f\\r\\n'          , 'a \\f\\r\\n'
            tab between words               , 'a\\tb'                   , 'a b\\r\\n'            , 'a\\tb\\r\\n'
            """)
    void the_forms_of_odd_bodies(String what, String body, String relaxed, String simple) {
        assertThat(canonical(Canonicalization.RELAXED, octets(body.translateEscapes())))
                .as(what)
                .isEqualTo(octets(relaxed.translateEscapes()));
        assertThat(canonical(Canonicalization.SIMPLE, octets(body.translateEscapes())))
                .as(what)
                .isEqualTo(octets(simple.translateEscapes()));
    }

    @ParameterizedTest
    @EnumSource
    void generated_bodies_have_the_form_that_the_standard_describes(Canonicalization canonicalization) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            byte[] body = body(random, 700);
            byte[] expected = octets(byTheBook(canonicalization, new String(body, StandardCharsets.ISO_8859_1)));
            requireEqual(expected, canonical(canonicalization, body), seed, body);
        }
    }

    @ParameterizedTest
    @EnumSource
    void where_a_body_is_cut_changes_nothing(Canonicalization canonicalization) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            byte[] body = body(random, 40);
            byte[] whole = canonical(canonicalization, body);
            for (int first = 0; first <= body.length; first++) {
                for (int second = first; second <= body.length; second++) {
                    requireEqual(whole, canonical(canonicalization, body, first, second), seed, body);
                }
            }
            requireEqual(whole, octetByOctet(canonicalization, body), seed, body);
        }
        for (int round = 0; round < 200; round++) {
            byte[] body = body(random, 700);
            byte[] whole = canonical(canonicalization, body);
            for (int cut = 0; cut <= body.length; cut++) {
                requireEqual(whole, canonical(canonicalization, body, cut), seed, body);
            }
        }
    }

    private static void requireEqual(byte[] expected, byte[] found, long seed, byte[] body) {
        if (!Arrays.equals(expected, found)) {
            assertThat(found)
                    .as("seed %d: %s", seed, HexFormat.of().formatHex(body))
                    .isEqualTo(expected);
        }
    }

    @Test
    void a_million_empty_lines_are_a_number_until_text_follows() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CanonicalBody body = Canonicalization.RELAXED.body(out::write);
        byte[] lines = octets(" \r\n".repeat(1_000));
        for (int i = 0; i < 1_000; i++) {
            body.write(lines, 0, lines.length);
        }
        assertThat(out.size()).isZero();

        body.write('a');
        body.finish();

        assertThat(out.toByteArray()).isEqualTo(octets("\r\n".repeat(1_000_000) + "a\r\n"));
    }

    @Test
    void of_several_blanks_at_every_word_of_a_long_line_one_is_left_each() {
        String word = "w\u00e4\u00ff ";

        byte[] found = canonical(Canonicalization.RELAXED, octets((word + "  ").repeat(1_000) + "end  \t"));

        assertThat(found).isEqualTo(octets(word.repeat(1_000) + "end\r\n"));
    }

    private static byte[] body(Random random, int maxLength) {
        byte[] body = new byte[random.nextInt(maxLength)];
        // From nothing but trouble to prose, so that runs of all lengths come.
        int trouble = random.nextInt(30) + 1;
        for (int i = 0; i < body.length; i++) {
            String alphabet = random.nextInt(trouble) == 0 ? ALPHABET : PROSE;
            body[i] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
            if (body[i] == '\r' && i + 1 < body.length && random.nextInt(3) > 0) {
                body[++i] = '\n';
            }
        }
        return body;
    }

    /** RFC 6376 sections 3.4.3 and 3.4.4, sentence by sentence. */
    private static String byTheBook(Canonicalization canonicalization, String body) {
        String text = body.replaceAll("\r\n|\r|\n", "\r\n");
        if (canonicalization == Canonicalization.RELAXED) {
            text = text.replaceAll("[ \t]+(?=\r\n|\\z)", "").replaceAll("[ \t]+", " ");
        }
        if (!text.isEmpty() && !text.endsWith("\r\n")) {
            text += "\r\n";
        }
        text = text.replaceAll("(\r\n)*\\z", "");
        boolean nothing = text.isEmpty() && canonicalization == Canonicalization.RELAXED;
        return nothing ? "" : text + "\r\n";
    }

    private static byte[] canonical(Canonicalization canonicalization, byte[] body, int... cuts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CanonicalBody canonical = canonicalization.body(out::write);
        int start = 0;
        for (int cut : cuts) {
            canonical.write(body, start, cut - start);
            start = cut;
        }
        canonical.write(body, start, body.length - start);
        canonical.finish();
        return out.toByteArray();
    }

    private static byte[] octetByOctet(Canonicalization canonicalization, byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CanonicalBody canonical = canonicalization.body(out::write);
        for (byte octet : body) {
            canonical.write(octet);
        }
        canonical.finish();
        return out.toByteArray();
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
