package io.sendwell.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.testkit.crash.WorkerProcess;
import io.sendwell.testkit.mailjet.AcceptedMessage;
import io.sendwell.testkit.mailjet.FakeMailjet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartKilledTest {

    private static final int PERSONS = 90;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    @Test
    void a_newsletter_that_was_killed_midway_is_finished_without_loss_or_double() throws Exception {
        try (WorkerProcess first = quickstart()) {
            first.awaitLine(line -> line.matches("  In progress \\d\\d/90"), PATIENCE);
            first.killNow();
        }
        assertThat(newsletters()).as("taken by the ESP before the end").hasSizeBetween(1, PERSONS - 2);

        try (WorkerProcess second = quickstart()) {
            second.awaitLine(line -> line.contains("going on with"), PATIENCE);
            second.awaitLine(line -> line.contains("Done, " + (PERSONS - 1) + " accepted"), PATIENCE);
            assertThat(second.awaitEnd(PATIENCE)).isTrue();
        }
        try (Stream<Path> left = Files.list(output())) {
            List<String> newsletters = left.filter(file -> file.toString().endsWith(".json"))
                    .map(QuickstartKilledTest::read)
                    .filter(json -> json.contains("the spring collection is here"))
                    .toList();
            assertThat(newsletters).hasSize(PERSONS - 1);
            IntStream.rangeClosed(20, PERSONS)
                    .forEach(number -> assertThat(newsletters)
                            .filteredOn(json -> json.contains("\"more-" + number + "@customer.example\""))
                            .as("mails to reader " + number)
                            .hasSize(1));
        }
    }

    private WorkerProcess quickstart() {
        return WorkerProcess.running(Quickstart.class)
                .property("quickstart.output", output().toString())
                .property("quickstart.persons", Integer.toString(PERSONS))
                .start();
    }

    private List<AcceptedMessage> newsletters() {
        try (FakeMailjet mailjet = FakeMailjet.builder()
                .keepIn(directory.resolve("quickstart-state"))
                .start()) {
            return mailjet.account("acme").accepted().stream()
                    .filter(message -> message.subject().contains("spring collection"))
                    .toList();
        }
    }

    private Path output() {
        return directory.resolve("quickstart");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
