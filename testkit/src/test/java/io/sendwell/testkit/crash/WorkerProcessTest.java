package io.sendwell.testkit.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerProcessTest {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void a_kill_ends_it_without_a_farewell() throws InterruptedException {
        try (WorkerProcess worker = metronome()) {
            worker.killNow();

            assertThat(worker.isAlive()).isFalse();
            assertThat(worker.exitCode()).hasValue(128 + 9);
            assertThat(worker.output()).contains("ready").doesNotContain("farewell");
        }
    }

    @Test
    void a_request_to_end_lets_it_say_farewell() throws InterruptedException {
        try (WorkerProcess worker = metronome()) {
            worker.terminate();

            assertThat(worker.awaitLine("farewell"::equals, DEADLINE)).isEqualTo("farewell");
            assertThat(worker.awaitEnd(DEADLINE)).isTrue();
            assertThat(worker.exitCode()).hasValue(128 + 15);
        }
    }

    @Test
    void a_frozen_one_does_nothing_until_it_is_thawed() throws InterruptedException {
        assumeTrue(WorkerProcess.canFreeze(), "There is no /bin/kill here to stop a process with.");
        try (WorkerProcess worker = metronome()) {
            worker.freeze();
            int written = lines();
            assertThat(worker.isAlive()).isTrue();
            // Where the freeze failed, a thousand lines come in the time that it takes to start a JVM.
            metronomeIn(folder.resolve("other")).close();
            assertThat(lines()).isEqualTo(written);

            worker.thaw();
            awaitMoreLinesThan(written);
        }
    }

    @Test
    void a_frozen_one_can_be_killed() throws InterruptedException {
        assumeTrue(WorkerProcess.canFreeze(), "There is no /bin/kill here to stop a process with.");
        try (WorkerProcess worker = metronome()) {
            worker.freeze();
            worker.killNow();
            assertThat(worker.isAlive()).isFalse();
        }
    }

    @Test
    void a_program_that_fails_says_why_and_ends() throws InterruptedException {
        try (WorkerProcess worker = WorkerProcess.running(Metronome.class).start()) {
            assertThat(worker.awaitEnd(DEADLINE)).isTrue();
            assertThat(worker.exitCode()).hasValue(1);
            worker.awaitLine(line -> line.contains("ArrayIndexOutOfBounds"), DEADLINE);
            assertThatThrownBy(() -> worker.awaitLine("ready, again"::equals, DEADLINE))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageStartingWith("It ended without printing")
                    .hasMessageContaining("ArrayIndexOutOfBounds");
        }
    }

    @Test
    void it_ends_when_the_one_that_started_it_is_killed() throws Exception {
        try (WorkerProcess parent = WorkerProcess.running(Nested.class)
                .arguments(folder.resolve("journal").toString())
                .start()) {
            String line = parent.awaitLine(text -> text.startsWith("child "), DEADLINE);
            ProcessHandle child = ProcessHandle.of(Long.parseLong(line.substring("child ".length())))
                    .orElseThrow();

            parent.killNow();

            assertThat(child.onExit()
                            .get(DEADLINE.toSeconds(), TimeUnit.SECONDS)
                            .isAlive())
                    .isFalse();
        }
    }

    @Test
    void a_journal_has_every_line_that_was_added_and_no_torn_one() throws InterruptedException {
        try (WorkerProcess worker = metronome()) {
            awaitMoreLinesThan(1_000);
            worker.killNow();
        }
        List<String> lines = Journal.read(folder.resolve("journal"));
        for (int number = 0; number < lines.size(); number++) {
            assertThat(lines.get(number)).isEqualTo(Integer.toString(number));
        }
    }

    private WorkerProcess metronome() throws InterruptedException {
        return metronomeIn(folder.resolve("journal"));
    }

    private static WorkerProcess metronomeIn(Path journal) throws InterruptedException {
        WorkerProcess worker = WorkerProcess.running(Metronome.class)
                .arguments(journal.toString())
                .heap(16)
                .start();
        worker.awaitLine("ready"::equals, DEADLINE);
        return worker;
    }

    private int lines() {
        return Journal.read(folder.resolve("journal")).size();
    }

    private void awaitMoreLinesThan(int written) throws InterruptedException {
        Await.until(DEADLINE, () -> lines() > written, () -> "more than " + written + " lines");
    }
}
