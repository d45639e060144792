package io.sendwell.testkit.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A program in a JVM of its own, on the class path of this one, to be killed.
 *
 * <pre>{@code
 * try (WorkerProcess worker = WorkerProcess.running(FaultWorker.class).arguments(url).start()) {
 *     worker.awaitLine("ready"::equals, Duration.ofSeconds(30));
 *     worker.killNow();
 * }
 * }</pre>
 *
 * <p>Whatever it prints is kept, the last {@value #KEPT_LINES} lines. It does not outlive this process: it ends when it is
 * closed, when this JVM ends, and also when this JVM is killed. Threads may share it.
 */
public final class WorkerProcess implements AutoCloseable {

    private static final int KEPT_LINES = 2_000;
    private static final Path KILL = Path.of("/bin/kill");
    private static final Duration STANDSTILL = Duration.ofSeconds(60);

    private final Process process;
    private final Deque<String> lines = new ArrayDeque<>();
    private final Thread endWithThisJvm;
    private boolean outputEnded;

    private WorkerProcess(ProcessBuilder builder) throws IOException {
        process = builder.redirectErrorStream(true).start();
        endWithThisJvm = new Thread(process::destroyForcibly, "sendwell-worker-end");
        Runtime.getRuntime().addShutdownHook(endWithThisJvm);
        Thread reader = new Thread(this::readOutput, "sendwell-worker-output-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Begins to describe a process.
     *
     * @param program a class with a {@code main} method; neither needs to be public
     */
    public static Builder running(Class<?> program) {
        return new Builder(program);
    }

    /** Whether {@link #freeze()} works here: it needs {@code /bin/kill}, as every Unix has it. */
    public static boolean canFreeze() {
        return Files.isExecutable(KILL);
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it runs; a frozen one does. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it ended with: 128 and the signal's number when it was killed; empty while it runs. */
    public OptionalInt exitCode() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /** Ends it as {@code kill -9} does, and waits until it is gone. */
    public void killNow() {
        // Process.destroy would close its streams too, and what it printed last would be lost.
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    /** Asks it to end, as {@code kill} does (SIGTERM): its shutdown hooks run. Does not wait. */
    public void terminate() {
        process.toHandle().destroy();
    }

    /**
     * Stops it at whatever it is doing (SIGSTOP), until {@link #thaw()}. It stands still when this returns.
     *
     * @throws UnsupportedOperationException where {@link #canFreeze()} says so
     */
    public void freeze() {
        signal("-STOP");
        awaitStandstill();
    }

    /**
     * Lets it go on as if no time had passed (SIGCONT).
     *
     * @throws UnsupportedOperationException where {@link #canFreeze()} says so
     */
    public void thaw() {
        signal("-CONT");
    }

    /**
     * Waits until it has ended.
     *
     * @return false when {@code max} passed before
     */
    public boolean awaitEnd(Duration max) throws InterruptedException {
        return process.waitFor(max.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** What it printed so far, standard output and standard error as they came. */
    public List<String> output() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /**
     * Waits for a line.
     *
     * @return the first one that it printed and that is like this
     * @throws AssertionError when it ended, or {@code max} passed, without such a line; it has all that was printed
     */
    public String awaitLine(Predicate<String> wanted, Duration max) throws InterruptedException {
        long deadline = System.nanoTime() + max.toNanos();
        synchronized (lines) {
            while (true) {
                for (String line : lines) {
                    if (wanted.test(line)) {
                        return line;
                    }
                }
                long left = deadline - System.nanoTime();
                if (outputEnded || left <= 0) {
                    throw new AssertionError((outputEnded ? "It ended" : "It did not within " + max)
                            + " without printing the line that was waited for. It printed:\n"
                            + String.join("\n", lines));
                }
                TimeUnit.NANOSECONDS.timedWait(lines, left);
            }
        }
    }

    /** Ends it at once. */
    @Override
    public void close() {
        killNow();
        try {
            Runtime.getRuntime().removeShutdownHook(endWithThisJvm);
        } catch (IllegalStateException e) {
            // This JVM is ending, and the hook runs; nothing is left to remove.
        }
    }

    @Override
    public String toString() {
        return "WorkerProcess[" + process.pid()
                + (process.isAlive() ? "]" : ", ended with " + process.exitValue() + "]");
    }

    private void signal(String name) {
        if (!canFreeze()) {
            throw new UnsupportedOperationException("There is no " + KILL
                    + " here, so no process can be stopped and continued. Ask canFreeze() first.");
        }
        try {
            Process kill = new ProcessBuilder(KILL.toString(), name, Long.toString(process.pid())).start();
            int code = kill.waitFor();
            if (code != 0) {
                throw new IllegalStateException(KILL + " " + name + " of " + this + " ended with " + code + ".");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + this + " was sent " + name + ".", e);
        }
    }

    // The signal is on its way when kill returns, and reaches one thread after the other: on a busy machine some run on
    // for a while. Linux shows the state of each; elsewhere nobody says, and the signal's sending has to do.
    private void awaitStandstill() {
        Path threads = Path.of("/proc", Long.toString(process.pid()), "task");
        if (!Files.isDirectory(threads)) {
            return;
        }
        try {
            Await.until(STANDSTILL, () -> allStopped(threads), () -> this + " to stand still");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + this + " was being stopped.", e);
        }
    }

    private static boolean allStopped(Path threads) {
        try (Stream<Path> each = Files.list(threads)) {
            return each.allMatch(WorkerProcess::isStopped);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // proc_pid_stat(5): number, name in brackets, which may hold anything, and the state: T is stopped, Z and X are
    // over.
    private static boolean isStopped(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"), StandardCharsets.ISO_8859_1);
            return "TZX".indexOf(stat.charAt(stat.lastIndexOf(')') + 2)) >= 0;
        } catch (IOException e) {
            // It ended since it was listed.
            return true;
        }
    }

    private void readOutput() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                keep(line);
            }
        } catch (IOException e) {
            keep("(The output broke off: " + e.getMessage() + ")");
        } finally {
            synchronized (lines) {
                outputEnded = true;
                lines.notifyAll();
            }
        }
    }

    private void keep(String line) {
        synchronized (lines) {
            if (lines.size() == KEPT_LINES) {
                lines.removeFirst();
            }
            lines.addLast(line);
            lines.notifyAll();
        }
    }

    /** What a process is started with. Not for sharing between threads. */
    public static final class Builder {

        private static final int DEFAULT_HEAP = 64;
        private static final int QUICK_COMPILER = 1;
        private static final int BOTH_COMPILERS = 4;

        private final Class<?> program;
        private final List<String> options = new ArrayList<>();
        private final List<String> arguments = new ArrayList<>();
        private final Map<String, String> environment = new HashMap<>();
        private int heap = DEFAULT_HEAP;
        private int compiler = QUICK_COMPILER;

        private Builder(Class<?> program) {
            this.program = program;
        }

        /** More arguments of the program, after those named before. */
        public Builder arguments(String... more) {
            arguments.addAll(List.of(more));
            return this;
        }

        /** A system property of the process. */
        public Builder property(String name, String value) {
            options.add("-D" + name + "=" + value);
            return this;
        }

        /** An environment variable of the process, besides those of this one. */
        public Builder environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /** Compiles for the long run, as a program needs that computes a lot; unless said, as for one that soon ends. */
        public Builder compilesForLong() {
            compiler = BOTH_COMPILERS;
            return this;
        }

        /** How large its heap may get, in mebibytes ({@code -Xmx}); 64 unless said. */
        public Builder heap(int mebibytes) {
            heap = mebibytes;
            return this;
        }

        /**
         * Starts it.
         *
         * @throws UncheckedIOException when the system starts no process
         */
        public WorkerProcess start() {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            // A collector with threads of its own costs more than it brings on the two cores of a build machine.
            command.addAll(List.of("-Xmx" + heap + "m", "-XX:+UseSerialGC", "-Xshare:auto"));
            command.add("-XX:TieredStopAtLevel=" + compiler);
            command.addAll(options);
            command.addAll(List.of("-cp", WorkerClassPath.of(program), WorkerMain.class.getName(), program.getName()));
            command.addAll(arguments);
            try {
                ProcessBuilder process = new ProcessBuilder(command);
                process.environment().putAll(environment);
                return new WorkerProcess(process);
            } catch (IOException e) {
                throw new UncheckedIOException("No process could be started: " + command, e);
            }
        }
    }
}
