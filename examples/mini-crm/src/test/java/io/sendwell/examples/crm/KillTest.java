package io.sendwell.examples.crm;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.examples.crm.outside.Stage;
import io.sendwell.testkit.mailjet.AcceptedMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the CRM's process in the middle of a newsletter and starts it again, while the world around it lives on. */
class KillTest {

    private static final int MAILS = 497;

    @TempDir
    Path directory;

    @Test
    void a_newsletter_goes_on_after_its_process_was_killed_and_nobody_is_left_out_or_written_to_twice()
            throws IOException, InterruptedException {
        try (Stage stage = Stage.open(Files.createDirectories(directory.resolve("stage")), 0)) {
            Process crm = start();
            try {
                URI url = url(crm);
                Visitor erik = Visitor.loggedIn(url, "erik");
                Story.enable(erik);
                Story.verifyDomain(erik, stage.url());
                pace(url, 40_000);
                assertThat(Story.schedule(erik, Map.of())).contains(MAILS + " scheduled for");
                Story.skip(stage.url(), 35);
                Story.await("some have left", () -> accepted(stage).size() > 60);
                crm.destroyForcibly().waitFor();
                int before = accepted(stage).size();
                assertThat(before).isLessThan(MAILS);

                crm = start();
                Visitor again = Visitor.loggedIn(url(crm), "erik");
                Story.await(
                        "the rest leaves",
                        () -> again.read("/scheduled?show=finished").contains("Done, " + MAILS + " accepted"));
                assertThat(accepted(stage)).hasSize(MAILS).doesNotHaveDuplicates();
            } finally {
                crm.destroyForcibly().waitFor();
            }
        }
    }

    private static List<String> accepted(Stage stage) {
        return stage.accepted().stream()
                .filter(message -> message.campaign().contains("tulips"))
                .map(AcceptedMessage::customId)
                .toList();
    }

    private static void pace(URI url, int permits) {
        Visitor.loggedIn(url, "rosa")
                .fill("/operator/pace", Map.of("account", "Brightwater_10231", "permits", Integer.toString(permits)));
    }

    private Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                MiniCrm.class.getName());
        builder.environment()
                .putAll(Map.of(
                        "CRM_DIRECTORY",
                        directory.toString(),
                        "CRM_PORT",
                        "0",
                        "CRM_STAGE",
                        directory.resolve("stage").toString()));
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    // Its output is read to the end by a thread that dies with it, so that it never waits for a reader.
    private static URI url(Process crm) throws IOException {
        BufferedReader out = new BufferedReader(new InputStreamReader(crm.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        while (line != null && !line.startsWith("The CRM is at ")) {
            line = out.readLine();
        }
        assertThat(line).as("the CRM says where it is").isNotNull();
        return URI.create(line.substring("The CRM is at ".length()).split(" ", 2)[0]);
    }
}
