package io.sendwell.testkit.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    @TempDir
    Path folder;

    @Test
    void lines_are_read_as_they_were_added_by_one_process_after_the_other() {
        Path file = folder.resolve("journal");
        try (Journal journal = Journal.open(file)) {
            journal.add("sealed 1");
        }
        try (Journal journal = Journal.open(file)) {
            journal.add("bücher");
        }
        assertThat(Journal.read(file)).containsExactly("sealed 1", "bücher");
    }

    @Test
    void a_line_that_was_torn_by_a_kill_is_not_read() throws IOException {
        Path file = folder.resolve("journal");
        try (Journal journal = Journal.open(file)) {
            journal.add("sealed 1");
        }
        Files.writeString(file, "sealed", StandardOpenOption.APPEND);
        assertThat(Journal.read(file)).containsExactly("sealed 1");
    }

    @Test
    void a_journal_that_nobody_wrote_has_no_lines() {
        assertThat(Journal.read(folder.resolve("none"))).isEmpty();
    }
}
