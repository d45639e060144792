package io.sendwell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** On demand: {@code -Dcheck.persons=1000000}. What it prints is in docs/checks.md. */
@EnabledIfSystemProperty(named = "check.persons", matches = "\\d+")
class MillionCheckTest {

    @Test
    void a_million_persons_are_checked_in_96_mb_and_for_less_than_their_merge() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classPath(),
                        MillionCheck.class.getName(),
                        System.getProperty("check.persons"))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        System.out.println(said);
        assertThat(process.exitValue()).as(said).isZero();
    }

    // In the test the module stands on the module path, and the program needs none.
    private static String classPath() {
        return String.join(
                File.pathSeparator,
                Path.of("target", "classes").toString(),
                Path.of("target", "test-classes").toString(),
                System.getProperty("jdk.module.path", ""),
                System.getProperty("java.class.path"));
    }
}
