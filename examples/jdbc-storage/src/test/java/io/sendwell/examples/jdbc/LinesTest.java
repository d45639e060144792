package io.sendwell.examples.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.testkit.fixtures.HostileTexts;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {

    @Test
    void texts_of_any_kind_are_read_as_they_were_written() {
        List<String> texts = HostileTexts.all();

        assertThat(Lines.split(Lines.join(texts))).isEqualTo(texts);
        assertThat(Lines.split(Lines.join(List.of("a\nb", "\\", "\\n", "\n\\\n", ""))))
                .containsExactly("a\nb", "\\", "\\n", "\n\\\n", "");
        assertThat(Lines.split(Lines.join(List.of()))).isEmpty();
    }
}
