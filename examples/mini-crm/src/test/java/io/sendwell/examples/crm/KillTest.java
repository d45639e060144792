package io.sendwell.examples.crm;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.examples.crm.data.SampleData;
import io.sendwell.testkit.mailjet.AcceptedMessage;
import io.sendwell.testkit.mailjet.FakeMailjet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the whole program in the middle of a newsletter, with the world that it plays, and starts it again in the same directory. */
class KillTest {

    private static final String DONE = "Done, " + Story.NEWSLETTER + " accepted";

    @TempDir
    Path directory;

    @Test
    void a_newsletter_goes_on_after_the_program_was_killed_and_nobody_is_left_out_or_written_to_twice()
            throws IOException, InterruptedException {
        try (CrmProcess first = CrmProcess.start(directory, Map.of())) {
            URI crm = first.url();
            Visitor erik = Visitor.loggedIn(crm, "erik");
            Story.enable(erik);
            Story.verifyDomain(erik, first.stage());
            Story.pace(crm, Story.SLOW);
            assertThat(Story.schedule(erik, Map.of())).contains(Story.NEWSLETTER + " scheduled for");
            Story.skip(first.stage(), 35);
            Story.await("some have left", () -> erik.read("/scheduled").matches(".*In progress \\d{2,}/.*"));
        }
        assertThat(accepted()).hasSizeBetween(1, Story.NEWSLETTER - 1);

        try (CrmProcess second = CrmProcess.start(directory, Map.of())) {
            Visitor erik = Visitor.loggedIn(second.url(), "erik");
            Story.pace(second.url(), Story.FAST);
            Story.await(
                    "the rest leaves",
                    () -> erik.read("/scheduled?show=finished").contains(DONE));
            // What was posted to the CRM that was killed is posted again half a minute later.
            Story.skip(second.stage(), 1);
            Story.await("all is reported", () -> erik.read("/settings").contains("delivered " + Story.NEWSLETTER));
            assertThat(erik.read("/domains/brightwater.example")).contains("OK: (");
        }
        assertThat(accepted()).hasSize(Story.NEWSLETTER).doesNotHaveDuplicates();
    }

    private List<String> accepted() {
        try (FakeMailjet mailjet =
                FakeMailjet.builder().keepIn(directory.resolve("stage")).start()) {
            return mailjet.account(SampleData.BRIGHTWATER.value()).accepted().stream()
                    .filter(message -> message.campaign().contains("tulips"))
                    .map(AcceptedMessage::customId)
                    .toList();
        }
    }
}
