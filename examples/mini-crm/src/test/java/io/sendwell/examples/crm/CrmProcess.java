package io.sendwell.examples.crm;

import io.sendwell.testkit.crash.WorkerProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The CRM in a process of its own, to be killed. */
final class CrmProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String HERE = "The CRM is at ";
    private static final String STAGE = "The world around it is played at ";

    private final WorkerProcess process;

    private CrmProcess(WorkerProcess process) {
        this.process = process;
    }

    /** Begins to start it, on a free port. */
    static CrmProcess start(Path directory, Map<String, String> settings) {
        WorkerProcess.Builder builder = WorkerProcess.running(MiniCrm.class)
                .heap(256)
                // A log-in is a second of nothing but digests, and many seconds without the second compiler.
                .compilesForLong()
                .environment("CRM_DIRECTORY", directory.toString())
                .environment("CRM_PORT", "0");
        settings.forEach(builder::environment);
        return new CrmProcess(builder.start());
    }

    /** Where it is, as soon as it answers. */
    URI url() throws InterruptedException {
        return address(HERE);
    }

    /** Where the world around it is played. */
    URI stage() throws InterruptedException {
        return address(STAGE);
    }

    private URI address(String words) throws InterruptedException {
        String line = process.awaitLine(printed -> printed.startsWith(words), PATIENCE);
        return URI.create(line.substring(words.length()).split("[ ;]", 2)[0]);
    }

    /** What it printed, when it has ended by itself. */
    String awaitEnd() throws InterruptedException {
        if (!process.awaitEnd(PATIENCE)) {
            throw new AssertionError("It goes on: " + process.output());
        }
        return String.join("\n", process.output());
    }

    /** Ends it as {@code kill -9} does. */
    void kill() {
        process.close();
    }

    @Override
    public void close() {
        kill();
    }
}
