package io.sendwell.dnsauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalizationTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # field                              | relaxed (RFC 6376 section 3.4.2)
            'A: X'                               | 'a:X'
            'B : Y\\t\\r\\n\\tZ  '               | 'b:Y Z'
            'SUBJect \\t:   AbC\\t \\tdEf  '     | 'subject:AbC dEf'
            'A:'                                 | 'a:'
            'A: \\t '                            | 'a:'
            'A:\\r\\n b\\r\\n c'                 | 'a:b c'
            'A: b : c'                           | 'a:b : c'
            'A: b\\u000b\\fc'                    | 'a:b\\u000b\\fc'
            """)
    void a_field_in_relaxed_form(String field, String relaxed) {
        String text = unescaped(field);

        assertThat(canonical(Canonicalization.RELAXED, text)).isEqualTo(unescaped(relaxed) + "\r\n");
        assertThat(canonical(Canonicalization.SIMPLE, text)).isEqualTo(text + "\r\n");
    }

    private static String canonical(Canonicalization canonicalization, String field) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        HeaderSection header = HeaderSection.of((field + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        canonicalization.appendField(header.fields().get(0), out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static String unescaped(String text) {
        return text.replace("\\u000b", "\u000b").translateEscapes();
    }
}
