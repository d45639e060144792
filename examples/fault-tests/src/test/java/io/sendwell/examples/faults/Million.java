package io.sendwell.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.testkit.crash.WorkerProcess;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Creates a broadcast of so many persons as {@code -Dpersons} says, and sends it, both in one JVM with 96 MiB of heap. Its name
 * keeps it away from the build; docs/benchmarks.md names the command.
 */
final class Million {

    private static final int HEAP = 96;
    private static final Duration AT_MOST = Duration.ofHours(2);

    @Test
    void main() throws Exception {
        int persons = Integer.getInteger("persons", 1_000_000);
        try (Postgresql server = Postgresql.start();
                WorkerProcess program = WorkerProcess.running(MillionProgram.class)
                        .heap(HEAP)
                        .arguments(server.newDatabase(), Integer.toString(persons))
                        .start()) {
            boolean ended = program.awaitEnd(AT_MOST);
            program.output().forEach(System.out::println);
            assertThat(ended).isTrue();
            assertThat(program.output()).contains(MillionProgram.PROVEN);
        }
    }
}
