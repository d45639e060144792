package io.sendwell.dnsauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageSplitterTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # message                            | fields             | body
            'A: 1\\r\\nB : 2\\r\\n\\r\\ntext\\r\\n' | A: 1/B : 2       | 'text\\r\\n'
            'A: 1\\r\\n\\t2\\r\\n 3\\r\\n\\r\\n'     | 'A: 1\\r\\n\\t2\\r\\n 3' | ''
            'A: 1\\nB: 2\\n\\ntext\\n'             | A: 1/B: 2          | 'text\\n'
            'A: 1\\rB: 2\\r\\rtext'                | A: 1/B: 2          | 'text'
            'A: 1\\r\\n\\n\\r\\ntext'              | A: 1               | '\\r\\ntext'
            'A: 1\\r\\n'                         | A: 1               | ''
            'A: 1'                               | A: 1               | ''
            '\\r\\ntext'                          | ''                 | 'text'
            ''                                   | ''                 | ''
            ' folded\\r\\nA: 1\\r\\n\\r\\n'         | ' folded/A: 1'     | ''
            'no colon\\r\\n: no name\\r\\n\\r\\n'  | 'no colon/: no name' | ''
            """)
    void a_message_is_cut_into_fields_and_body_wherever_it_is_cut_itself(String message, String fields, String body)
            throws IOException {
        byte[] octets = message.translateEscapes().getBytes(StandardCharsets.ISO_8859_1);
        for (int cut = 0; cut <= octets.length; cut++) {
            List<String> found = new ArrayList<>();
            ByteArrayOutputStream rest = new ByteArrayOutputStream();
            MessageSplitter splitter = new MessageSplitter(header -> {
                header.fields().forEach(field -> found.add(field.text()));
                return rest;
            });
            splitter.write(octets, 0, cut);
            splitter.write(octets, cut, octets.length - cut);
            splitter.finish();

            assertThat(String.join("/", found)).isEqualTo(fields.translateEscapes());
            assertThat(rest.toString(StandardCharsets.ISO_8859_1)).isEqualTo(body.translateEscapes());
        }
    }

    @Test
    void a_name_is_known_in_lower_case_without_the_blanks_before_the_colon() throws IOException {
        List<String> names = new ArrayList<>();
        MessageSplitter splitter = new MessageSplitter(header -> {
            header.fields().forEach(field -> names.add(field.name() + "=" + field.body()));
            return new ByteArrayOutputStream();
        });
        splitter.write("SUBJECT \t: a : b\r\nno colon\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(names).containsExactly("subject= a : b", "=");
    }

    @Test
    void a_header_without_end_is_refused_before_it_fills_the_memory() {
        MessageSplitter splitter = new MessageSplitter(header -> new ByteArrayOutputStream());
        byte[] line = "X-Long: and so on\r\n".repeat(1_000).getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        splitter.write(line);
                    }
                })
                .isInstanceOf(MessageSplitter.HeaderTooLongException.class);
    }

    @Test
    void a_header_that_comes_in_one_piece_may_be_as_long_as_the_limit_and_no_longer() throws IOException {
        byte[] longest = new byte[MessageSplitter.MAX_HEADER_OCTETS];
        Arrays.fill(longest, (byte) 'x');
        MessageSplitter splitter = new MessageSplitter(header -> new ByteArrayOutputStream());

        splitter.write(longest);

        assertThatThrownBy(() -> splitter.write('x')).isInstanceOf(MessageSplitter.HeaderTooLongException.class);
        assertThatThrownBy(() -> splitter.write('\n')).isInstanceOf(MessageSplitter.HeaderTooLongException.class);
    }
}
