package io.sendwell.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.testkit.smtp.FakeSmtp;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(300)
class LargeMailsTest {

    private static final int MAILS = 50;
    private static final int ATTACHMENT = 7_000_000;

    /** Half of what is asked for: a transport that held one attachment in memory would need more. */
    private static final String HEAP = "-Xmx32m";

    @ParameterizedTest
    @EnumSource(names = {"EVERYTHING", "DATA_PIPELINED"})
    void fifty_mails_of_seven_megabytes_leave_a_heap_of_32_megabytes(Offer offer, @TempDir Path directory)
            throws Exception {
        Path file = directory.resolve("report.bin");
        byte[] octets = new byte[ATTACHMENT];
        new Random(7).nextBytes(octets);
        Files.write(file, octets);
        Path output = directory.resolve("output");
        try (FakeSmtp smtp = offer.server().hashesContentOnly().start()) {
            Process sender = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            HEAP,
                            "-cp",
                            classPath(),
                            LargeMailsProgram.class.getName(),
                            smtp.host(),
                            String.valueOf(smtp.port()),
                            file.toString(),
                            String.valueOf(MAILS))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();

            assertThat(sender.waitFor()).as(() -> read(output)).isZero();
            assertThat(smtp.received())
                    .hasSize(MAILS)
                    .allMatch(mail -> mail.content().size() > ATTACHMENT * 4L / 3);
            assertThat(smtp.violations()).isEmpty();
        }
    }

    /** Everything on the class path, wherever this JVM has it. */
    private static String classPath() {
        String module = Path.of("target").toAbsolutePath().toString();
        return Stream.of(
                        module + File.separator + "test-classes",
                        module + File.separator + "classes",
                        System.getProperty("jdk.module.path", ""),
                        System.getProperty("java.class.path", ""))
                .filter(entry -> !entry.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
