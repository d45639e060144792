package io.sendwell.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChecksPageTest {

    @Test
    void the_page_on_checks_lists_every_rule_as_it_is() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("..", "docs", "checks.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(MailRule.values())
                        .map(ChecksPageTest::row)
                        .toList());
    }

    private static String row(MailRule rule) {
        String applied = switch (rule.stage()) {
            case CREATION -> "creation";
            case CREATION_AND_RELEASE -> "creation, release";
            case PREFLIGHT -> "`check` only";
        };
        return "| `" + rule.name() + "` | " + rule.severity() + " | " + String.join(" ", rule.ids()) + " | " + applied
                + " | " + rule.source() + " |";
    }
}
