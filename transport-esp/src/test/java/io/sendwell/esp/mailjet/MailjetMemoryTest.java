package io.sendwell.esp.mailjet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.testkit.mailjet.FakeMailjet;
import io.sendwell.testkit.mailjet.FakeMailjetAccount;
import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MailjetMemoryTest {

    @Test
    void fifty_mails_of_seven_megabytes_go_with_a_heap_of_sixty_four() throws Exception {
        try (FakeMailjet mailjet = FakeMailjet.builder().keepAttachmentsUpTo(0).start()) {
            FakeMailjetAccount account = mailjet.account("acme").allowSender("*@example.org");
            Process sender = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-cp",
                            classPath(),
                            LargeMailsSender.class.getName(),
                            mailjet.baseUrl().toString(),
                            account.apiKey(),
                            account.secretKey()))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(sender.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(sender.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(sender.exitValue()).as(output).isZero();
            assertThat(account.accepted())
                    .hasSize(50)
                    .allSatisfy(message ->
                            assertThat(message.attachments().get(0).size()).isEqualTo(7_000_000));
        }
    }

    /** What this test sees, whether on the class path or on the module path. */
    private static String classPath() throws Exception {
        URI here = Objects.requireNonNull(MailjetMemoryTest.class.getResource("MailjetMemoryTest.class"))
                .toURI();
        Path testClasses = Path.of(here);
        for (String ignored : MailjetMemoryTest.class.getName().split("\\.", -1)) {
            testClasses = Objects.requireNonNull(testClasses.getParent());
        }
        return Stream.of(
                        testClasses.toString(),
                        System.getProperty("jdk.module.path", ""),
                        System.getProperty("java.class.path", ""))
                .filter(path -> !path.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
