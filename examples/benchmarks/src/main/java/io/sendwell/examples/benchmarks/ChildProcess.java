package io.sendwell.examples.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A process beside this one, ended with it; its errors appear on our own standard error. */
final class ChildProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private ChildProcess(List<String> command) throws IOException {
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        output = process.inputReader(StandardCharsets.UTF_8);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    }

    static ChildProcess start(List<String> command) throws IOException {
        return new ChildProcess(command);
    }

    /** A JVM with the class path of this one, a heap of 256 MB and one thread that collects garbage. */
    static ChildProcess java(Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-Dsun.net.httpserver.nodelay=true"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return new ChildProcess(command);
    }

    /**
     * The next line of what it prints.
     *
     * @throws IOException when it ended without one
     */
    String readLine() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException("A process beside this one ended before it said anything; see above.");
        }
        return line;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
