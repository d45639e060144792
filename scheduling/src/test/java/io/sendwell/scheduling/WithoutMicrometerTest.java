package io.sendwell.scheduling;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Micrometer is optional: an application without it has all the rest, as modules too. */
class WithoutMicrometerTest {

    /** Runs in a process of its own. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) {
            boolean present = true;
            try {
                Class.forName("io.micrometer.core.instrument.MeterRegistry");
            } catch (ClassNotFoundException e) {
                present = false;
            }
            try (Mailroom room = new Mailroom()) {
                room.mail("kim@example.net");
                Round done = room.worker().runOnce();
                System.out.println("Micrometer " + present + ", module "
                        + OutboxWorker.class.getModule().getName() + ", accepted " + done.accepted());
            }
        }
    }

    @Test
    void the_worker_runs_on_a_class_path_without_micrometer() throws Exception {
        assertThat(run(
                        "--class-path",
                        path(Stream.of(
                                        Stream.of("target/classes", "target/test-classes"),
                                        entries("jdk.module.path"),
                                        entries("java.class.path"))
                                .flatMap(Function.identity())),
                        Program.class.getName()))
                .contains("Micrometer false, module null, accepted 1");
    }

    @Test
    void the_worker_runs_as_a_module_where_micrometer_is_none() throws Exception {
        String module = "io.sendwell.scheduling";
        assertThat(run(
                        "--module-path",
                        path(Stream.concat(Stream.of("target/classes"), entries("jdk.module.path"))),
                        "--class-path",
                        path(entries("java.class.path")),
                        "--patch-module",
                        module + "=target/test-classes",
                        "--add-modules",
                        "java.logging",
                        "--add-reads",
                        module + "=ALL-UNNAMED",
                        "--module",
                        module + "/" + Program.class.getName()))
                .contains("Micrometer false, module io.sendwell.scheduling, accepted 1");
    }

    private static Stream<String> entries(String property) {
        return Arrays.stream(System.getProperty(property, "").split(File.pathSeparator, -1))
                .filter(entry -> !entry.isEmpty());
    }

    private static String path(Stream<String> entries) {
        return entries.filter(entry -> !entry.contains("micrometer")).distinct().collect(joining(File.pathSeparator));
    }

    private static String run(String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said;
    }
}
