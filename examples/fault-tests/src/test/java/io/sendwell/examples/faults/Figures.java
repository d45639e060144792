package io.sendwell.examples.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** Keeps what a test counted, in {@code target/fault-tests.txt}. */
final class Figures {

    private static final Path FILE = Path.of("target", "fault-tests.txt");

    private Figures() {}

    /** One line. */
    static synchronized void note(String test, Duration took, String figures) {
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(
                    FILE,
                    test + ": " + figures + ", " + took.toSeconds() + " s\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
